import { createHash, randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { fieldError, notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { assertRegistered } from "@/lib/domain/registration";
import {
  type AddressSource,
  gatherAddressesInput,
  inviteInput,
  objectInvitationInput,
  pasteAddressesInput,
  readAddresses,
  removeAddressInput,
} from "@/lib/domain/round-invitation";
import { linkToken } from "../accounts/link-token";
import type { Tx } from "../gate";
import { projectOffices } from "../queries/round-invitations";
import { verb, visitorVerb } from "../verb";
import { linkOf, said } from "./registrations";

type Count = Record<string, number>;

async function counted(tx: Tx, call: SQL): Promise<Count> {
  const [row] = await tx.execute<{ done: (Count & { said?: string }) | null }>(sql`select ${call} as done`);
  if (!row?.done) throw notFound();
  const { said: word = "done", ...counts } = row.done;
  assertRegistered(word);
  return counts;
}

function add(tx: Tx, meetingId: string, source: AddressSource, found: readonly { email: string; label: string }[]) {
  const list = found.map(({ email, label }) => {
    const id = randomUUID();
    return { id, email, label, source, hash: createHash("sha256").update(linkToken("invited", id)).digest("hex") };
  });
  return counted(tx, sql`sec.add_addresses(${meetingId}, ${JSON.stringify(list)}::text::jsonb)`);
}

/** Puts the offices of cities with projects on the list of a meeting. Throws 403, 404. */
export const gatherAddresses = verb(gatherAddressesInput, async (tx, me, { meetingId }) => {
  authorize(me, "meeting.edit");
  return add(tx, meetingId, "project", await projectOffices(tx));
});

/** Puts the addresses of a text on the list of a meeting: how many are new, known, have objected. Throws 403, 404, 422 for none. */
export const pasteAddresses = verb(pasteAddressesInput, async (tx, me, { meetingId, text }) => {
  authorize(me, "meeting.edit");
  const found = readAddresses(text);
  if (found.length === 0) throw fieldError("text", "noAddresses");
  if (found.length > 1000) throw fieldError("text", "tooMany", { limit: 1000 });
  return add(tx, meetingId, "pasted", found);
});

/** Takes an address off the list, with what is known of it. Throws 403, 404. */
export const removeAddress = verb(removeAddressInput, async (tx, me, { addressId }) => {
  authorize(me, "meeting.edit");
  await said(tx, sql`sec.remove_address(${addressId})`);
});

/** Invites those who wait, and each address of the list once, to a further round. Throws 403, 404, 409 for a closed one. */
export const sendInvitations = verb(inviteInput, async (tx, me, { roundId }) => {
  authorize(me, "meeting.edit");
  return counted(tx, sql`sec.invite_to_round(${roundId})`);
});

/** Reminds once whoever was invited two days ago and has not answered. Throws 403, 404, 409 for a closed round. */
export const remindInvited = verb(inviteInput, async (tx, me, { roundId }) => {
  authorize(me, "meeting.edit");
  return counted(tx, sql`sec.remind_of_round(${roundId})`);
});

/** The address of a link is invited by this organiser never again; the same again is the same. Throws 409. */
export const objectInvitation = visitorVerb(objectInvitationInput, async (tx, _, { slug, link }) => {
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.object_invitation(${slug}, ${id}, ${hash})`);
});
