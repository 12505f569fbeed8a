import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { findMeeting } from "@/db/queries/meetings";
import type { Cast } from "./cast";
import { send } from "./command";

/** In one transaction, read only. */
export const read = <T>(who: Credential, run: (tx: Tx) => Promise<T>) => withActor(who, "read", run);
export const meetingOf = (who: Credential, slug: string) => read(who, (tx) => findMeeting(tx, slug));

const todayOf = (who: Credential) =>
  read(who, async (tx) => (await tx.execute<{ day: string }>(sql`select sec.today()::text as day`))[0]?.day ?? "");

export const texts = { invitationCs: "Zveme vás.", registrationCs: "Přihlaste se u kontaktní osoby." };
export const block = { number: 1, titleCs: "Krizová komunikace", minutes: 90 };

/** An address, a number and titles that no other meeting has. */
export const basics = () => {
  const slug = `m-${randomUUID().slice(0, 8)}`;
  return { slug, referenceNumber: `MV-${slug}`, titleCs: `Setkání ${slug}`, titleEn: `Meeting ${slug}` };
};

/** What a test does with the meetings of the ministry of a cast. */
export async function meetingDesk({ ministry }: Cast) {
  const organiser = ministry.organiser.credential;
  const today = await todayOf(organiser);
  /** A day so many days after the product's. */
  const later = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  const site = (code: string, days: number) => ({
    code,
    name: code,
    address: "Náměstí 1",
    startsOn: later(days),
    endsOn: later(days + 2),
    arrivalBy: "11:30",
    firstMeal: "lunch",
    endsAt: "12:00",
    lastMeal: "lunch",
    capacity: 100,
  });
  /** With two sites, one block and whatever else it needs to be opened. */
  const draft = async () => {
    const named = basics();
    const made = { organisationId: ministry.id, ...named, deadlineOn: later(10) };
    const { meetingId = "" } = await send(organiser, "meeting.create", made);
    const contact = { contactName: "Mgr. Hana Bílková", contactPhone: "974 000 100" };
    await send(organiser, "meeting.change", { meetingId, ...named, ...contact });
    await send(organiser, "meeting.reword", { meetingId, ...texts });
    await send(organiser, "site.add", { meetingId, ...site("first", 30) });
    await send(organiser, "site.add", { meetingId, ...site("second", 90) });
    await send(organiser, "block.add", { meetingId, ...block });
    return { meetingId, slug: named.slug };
  };
  const opened = async () => {
    const made = await draft();
    await send(organiser, "meeting.open", { meetingId: made.meetingId });
    return made;
  };
  const found = async (slug: string) => {
    const meeting = await meetingOf(organiser, slug);
    if (!meeting) throw new Error(`no meeting ${slug}`);
    return meeting;
  };
  return { organiser, later, site, draft, opened, found };
}
