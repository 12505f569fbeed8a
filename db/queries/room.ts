import { type SQL, sql } from "drizzle-orm";

/** Sizes of a page with one row more, which tells that another page follows. */
const rooms = [51, 201, 1001];

/**
 * Room for so many rows, as a number in the statement's text: of a limit that is a parameter the planner guesses a tenth
 * of the table, holds the plan for dear and makes another at each call. A few sizes keep the number of statements small;
 * who asks takes the rows that he asked for from the beginning.
 */
export const roomFor = (rows: number): SQL => sql.raw(String(rooms.find((room) => room >= rows) ?? Math.ceil(rows)));
