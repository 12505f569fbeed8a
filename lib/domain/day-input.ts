import { z } from "zod";
import { firstDay, lastDay } from "./day";

/** A calendar day as text YYYY-MM-DD; no zone, no clock (decision 11). Between firstDay and lastDay. */
export const dayInput = z.iso.date().refine((day) => day >= firstDay && day <= lastDay, "dayFarOff");

/** A calendar month as text YYYY-MM, between the same borders. */
export const monthInput = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
