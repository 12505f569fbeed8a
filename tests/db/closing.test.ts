import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { addBudgetLine } from "@/db/mutations/budget";
import { recordExpense } from "@/db/mutations/expenses";
import { closeProject } from "@/db/mutations/project-changes";
import type { Actor } from "@/lib/domain/actor";
import { addBudgetLineInput } from "@/lib/domain/budget";
import { recordExpenseInput } from "@/lib/domain/expense";
import { closeProjectInput } from "@/lib/domain/project";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { freshProject, row } from "../support/project";
import { asSeen } from "../support/seen";

let cast: Cast;
let manager: Credential;
let finance: Credential;
beforeAll(async () => {
  cast = await makeCast();
  manager = person(cast.north, "manager").credential;
  finance = person(cast.north, "finance").credential;
});

/** A transaction of somebody that has done its work and waits to be let go. */
async function halfway(who: Credential, work: (tx: Tx, me: Actor) => Promise<unknown>) {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let done: Promise<void> = Promise.resolve();
  await new Promise<void>((reached, failed) => {
    done = withActor(
      who,
      "write",
      async (tx, me) => {
        await work(tx, me);
        reached();
        await held;
      },
      { id: randomUUID(), name: "test.halfway" },
    );
    done.catch(failed);
  });
  return { release, done };
}
const settled = (work: Promise<unknown>) =>
  Promise.race([
    work.then(
      () => true,
      () => true,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 400)),
  ]);

async function project() {
  const projectId = await freshProject(cast);
  const line = await row(finance, sql`select id from budget_lines where project_id = ${projectId}`);
  const expense = {
    projectId,
    budgetLineId: String(line?.id),
    kind: "document",
    documentNumber: "FA-1",
    description: "Kurz",
    issuedOn: "2024-05-02",
    amountHalere: 100,
  };
  const close = { projectId, closedOn: "2024-12-31", closingNote: "Konec." };
  const count = async () =>
    (await row(finance, sql`select count(*)::int as n from expenses where project_id = ${projectId}`))?.n;
  return { projectId, expense, close, count };
}

test("closing waits for an expense that is being written, which is kept", async () => {
  const { expense, close, count } = await project();
  const writing = await halfway(finance, (tx, me) => recordExpense(tx, me, recordExpenseInput.parse(expense)));
  const closing = send(manager, "project.close", close);
  expect(await settled(closing)).toBe(false);
  writing.release();
  await writing.done;
  await closing;
  expect(await count()).toBe(1);
});

test("an expense, a part of the project and a line of the budget sent while it closes are refused", async () => {
  const { projectId, expense, close, count } = await project();
  const seen = closeProjectInput.parse(await asSeen("project.close", close));
  const closing = await halfway(manager, (tx, me) => closeProject(tx, me, seen));
  const late = [
    send(finance, "expense.record", expense),
    send(manager, "locality.add", { projectId, name: "Pozdě" }),
    send(finance, "budget-line.add", { projectId, code: "2", name: "Pozdě", leaf: "direct", amountHalere: 1 }),
  ].map((work) => refusal(work));
  expect(await settled(Promise.any(late))).toBe(false);
  closing.release();
  await closing.done;
  for (const refused of await Promise.all(late)) expect(refused).toMatchObject({ key: "projectClosed", status: 409 });
  expect(await count()).toBe(0);
});

test("two who write in one project do not wait for each other; who rebuilds its budget does", async () => {
  const { projectId, expense } = await project();
  const writing = await halfway(finance, (tx, me) => recordExpense(tx, me, recordExpenseInput.parse(expense)));
  await send(finance, "expense.record", { ...expense, documentNumber: "FA-2" });
  const line = addBudgetLineInput.parse({ projectId, code: "2", name: "Dva", leaf: "direct", amountHalere: 1 });
  const rebuilding = halfway(finance, (tx, me) => addBudgetLine(tx, me, line));
  expect(await settled(rebuilding)).toBe(false);
  writing.release();
  await writing.done;
  (await rebuilding).release();
  await (await rebuilding).done;
});
