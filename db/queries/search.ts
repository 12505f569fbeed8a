import { type SQL, sql } from "drizzle-orm";

/**
 * Whether a text holds what was asked, however either is written: accents, case and punctuation do not count
 * (`sec.plain`). What has no letter or number in it is held by nothing, so that it does not pass for everything. The one
 * way to search in texts; on the client `plain` of lib/domain/search.ts reads the same.
 */
export const holds = (text: SQL, asked: string): SQL =>
  sql`(sec.plain(${asked}) <> '' and sec.plain(${text}) like '%' || sec.plain(${asked}) || '%')`;
