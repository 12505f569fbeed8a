import { createHash, randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import { DomainError } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import {
  assertNobodyNamed,
  assertTold,
  changePracticeByLinkInput,
  changePracticeInput,
  publishPracticeInput,
  returnPracticeInput,
  sendPracticeByLinkInput,
  sendPracticeInput,
} from "@/lib/domain/practice";
import type { Tx } from "../gate";
import { verb, visitorVerb } from "../verb";

async function said(tx: Tx, call: SQL) {
  const [row] = await tx.execute<{ said: string | null }>(sql`select ${call} as said`);
  assertTold(row?.said);
}
const whole = (told: object) => sql`${JSON.stringify(told)}::text::jsonb`;

/** Tells the others of a meeting what happened; it waits for its organiser. Throws 403, 404, 409 practiceMany, 422. */
export const sendPractice = verb(sendPracticeInput, async (tx, me, { meetingId, ...told }) => {
  authorize(me, "practice.send");
  assertNobodyNamed(told);
  const practiceId = randomUUID();
  await said(tx, sql`sec.send_practice(${practiceId}, ${meetingId}, ${whole(told)})`);
  return { practiceId };
});

/** Changes one's own text that is not published and sends it anew. Throws 404, 409 practiceDecided, changedMeanwhile, 422. */
export const changePractice = verb(changePracticeInput, async (tx, me, { practiceId, version, ...told }) => {
  authorize(me, "practice.send");
  assertNobodyNamed(told);
  await said(tx, sql`sec.change_practice(${practiceId}, ${version}, ${whole(told)})`);
  return { practiceId };
});

/** The link of a registration as its id and hash. Throws 409 registrationLinkOver when it is none of ours. */
function linkOf(link: string) {
  const parts = readLink(link);
  if (!parts) throw new DomainError("registrationLinkOver", 409);
  return sql`${parts.id}, ${createHash("sha256").update(parts.token).digest()}`;
}

/** Tells by the private link of a registration. Throws 409 for a link that is over or unconfirmed, 422. */
export const sendPracticeByLink = visitorVerb(sendPracticeByLinkInput, async (tx, _, { slug, link, ...told }) => {
  assertNobodyNamed(told);
  await said(tx, sql`sec.tell_practice_by_link(${slug}, ${linkOf(link)}, ${randomUUID()}, null, ${whole(told)})`);
});

/** Changes by the private link what is not published, and sends it anew. Throws 404, 409, 422. */
export const changePracticeByLink = visitorVerb(
  changePracticeByLinkInput,
  async (tx, _, { slug, link, practiceId, version, ...told }) => {
    assertNobodyNamed(told);
    await said(tx, sql`sec.tell_practice_by_link(${slug}, ${linkOf(link)}, ${practiceId}, ${version}, ${whole(told)})`);
  },
);

/** Publishes a text for everybody who is signed in. Throws 403, 404, 409 practiceDecided, changedMeanwhile. */
export const publishPractice = verb(publishPracticeInput, async (tx, me, { practiceId, version }) => {
  authorize(me, "practice.decide");
  await said(tx, sql`sec.decide_practice(${practiceId}, ${version}, 'published', null, null)`);
  return { practiceId };
});

/** Returns a text to its author with a reason, also one that was published. Throws 403, 404, 409. */
export const returnPractice = verb(returnPracticeInput, async (tx, me, { practiceId, version, reason, note }) => {
  authorize(me, "practice.decide");
  await said(tx, sql`sec.decide_practice(${practiceId}, ${version}, 'returned', ${reason}, ${note})`);
  return { practiceId };
});
