// What is written on a phone without a network is at the server exactly once and unaltered: generated shifts, each delivered
// one to ten times from two tabs, shuffled, cut before the request, after it and at its answer, across an upgrade that has to
// take the entries of the version before; then in a real browser, killed between each two steps of write, send, receipt and
// delete. --full generates 100 000. The control deletes an entry before its receipt and must lose one.
import { findBrowser } from "@/bin/check/browser.mjs";
import { connect } from "@/db/connection";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { anyShift, generate } from "../support/waiting-shifts";
import { signInAs } from "./crash/load";
import { killed } from "./offline/browser";
import { compare } from "./offline/compare";
import { storm } from "./offline/storm";

const mentor = "mentor@sokolov.example";

await prove("offline", () => ({}), offline);

async function offline(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  const url = await stand.serve();
  const superuser = connect(stand.superuserUrl, 2);
  try {
    const cookie = await signInAs(url, mentor, stand.password);
    const [owner] = await superuser<{ userId: string; organisationId: string }[]>`
      select id as "userId", organisation_id as "organisationId" from users where email = ${mentor}`;
    if (!owner) throw new Error("the demo has no mentor");
    const shape = await anyShift(superuser);
    const entries = generate(full ? 100_000 : 2000, owner, shape, "offline");
    const tally = await storm(entries, { url, cookie, owner, sabotage });
    const broken = await compare(superuser, entries);
    const path = sabotage ? undefined : findBrowser(() => undefined);
    const seen = path ? await killed({ url, cookie, browser: path, superuser, email: mentor }, broken) : { kills: 0 };
    return {
      held: broken.length === 0,
      broken,
      figures: { entries: entries.length, ...tally, ...seen, broken: broken.length },
      notRun: path || sabotage ? undefined : "the browser, which is not here",
    };
  } finally {
    await superuser.end();
  }
}
