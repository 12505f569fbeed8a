import { randomUUID } from "node:crypto";
import { connect } from "@/db/connection";
import { asSeen } from "../../support/seen";
import { post, type Tally, type Target, together, verdict } from "./sending";

/** Of such a plan and the money of this project a forecast by pace would be more than a number holds. */
const slug = "sokolov";
const days = ["k=9999-12-31", "k=0000-01-01", "month=9999-12", "month=0000-01"];

/** An ordinary small plan: one crown in the second month. */
export async function plansOneCrown(finance: Target, superuserUrl: string, tally: Tally) {
  const sql = connect(superuserUrl, 1);
  const [project] =
    await sql`select id, to_char(starts_on + interval '1 month', 'YYYY-MM') as month from projects where slug = ${slug}`;
  await sql.end();
  const months = [{ month: project?.month, plannedHalere: 100 }];
  const input = await asSeen("plan.change", { projectId: project?.id, months });
  const send = () => post(finance, "plan.change", { commandId: randomUUID(), input });
  await verdict(tally, "a plan of one crown", send, (status) => status === 200);
}

/** No page and no read of figures fails, whatever the plan and whichever day an address asks for. */
export async function figuresStand(target: Target, paths: readonly string[], tally: Tally, full = false) {
  const own = paths.filter((path) => !/constructor|%/.test(path));
  // The short form asks each address for itself and for one of the days, in turn.
  const asked = own.flatMap((path, row) => [
    path,
    ...days.filter((_, column) => full || (row + column) % days.length === 0).map((day) => `${path}?${day}`),
  ]);
  await together(
    asked.map((path) => () => {
      const send = () => fetch(`${target.url}${path}`, { headers: { cookie: target.cookie }, redirect: "manual" });
      return verdict(tally, `GET ${path}`, send, (status) => status < 500);
    }),
  );
}

/** The control: a plan that no command takes, whose sum is more than a number holds. */
export async function plansTooMuch(superuserUrl: string) {
  const sql = connect(superuserUrl, 1);
  try {
    await sql.begin(async (tx) => {
      await tx`alter table plan_months drop constraint plan_months_amount`;
      await tx`set local session_replication_role = replica`;
      await tx`update plan_months set planned_halere = 9007199254740993
        where project_id = (select id from projects where slug = ${slug})`;
    });
  } finally {
    await sql.end();
  }
}
