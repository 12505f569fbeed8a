import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { queueMail } from "@/db/mutations/outbox";
import { listMails } from "@/db/queries/outbox";
import type { MailFilter } from "@/lib/domain/mail";
import { makeCast, person } from "../support/cast";

test("the list shows newest first, fifty at a time, narrowed by state and kind, with counts of all", async () => {
  const cast = await makeCast();
  const manager = person(cast.south, "manager");
  for (let n = 0; n < 52; n += 1)
    await withActor({ kind: "operator" }, "write", (tx) =>
      queueMail(tx, {
        organisationId: cast.south.id,
        template: "test",
        recipientId: manager.id,
        event: randomUUID(),
        data: {},
      }),
    );
  const list = (asked: MailFilter) => withActor(cast.admin.credential, "read", (tx) => listMails(tx, asked));
  const first = await list({ state: "waiting", template: "test" });
  expect(first.mails).toHaveLength(50);
  expect(first.states.waiting).toBeGreaterThanOrEqual(52);
  expect(first.templates).toContain("test");
  const second = await list({ state: "waiting", template: "test", before: first.next ?? "" });
  expect(second.mails.length).toBeGreaterThanOrEqual(2);
  const ids = [...first.mails, ...second.mails].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const times = [...first.mails, ...second.mails].map(({ createdAt }) => Date.parse(createdAt));
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect((await list({ state: "sent" })).mails.every(({ state }) => state === "sent")).toBe(true);
  expect((await list({ template: "no-such" })).mails).toEqual([]);
  const told = async (q: string) => (await list({ q, template: "test" })).mails.map(({ recipient }) => recipient?.id);
  expect(new Set(await told(`ČANÁRY ${manager.email}`))).toEqual(new Set([manager.id]));
  expect(await told("nobody of this name")).toEqual([]);
});
