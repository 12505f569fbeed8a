import { type Figures, run } from "./measure";
import { residentMegabytes } from "./processor";
import { place } from "./scale";

/** What a server held after as many requests at a hundred projects when this was first measured, in megabytes. */
const before = 453;
const wanted = 0.85;
const requests = 10_000;

/**
 * What the server holds after ten thousand requests at a thousand projects: pages of an auditor, reads of the API that are
 * remembered and that are not, files of the build. Prints it against what it was; true when it is as wanted.
 */
export async function memory(say: (line: string) => void): Promise<boolean> {
  const { stand, url, cookie } = await place(say, 1_000);
  try {
    const style =
      /\/_next\/static\/[^"]+\.css/.exec(await (await fetch(url, { headers: { cookie } })).text())?.[0] ?? "/";
    const paths = [
      "/",
      "/projects",
      "/projects?page=7",
      "/projects/sokolov",
      "/projects/p0500/budget",
      "/projects/p0900/activity",
      "/api/v1/projects?limit=50",
      "/api/v1/projects/sokolov",
      "/api/v1/projects/p0300/activities?limit=50",
      "/api/v1/projects/sokolov/activities?limit=50&k={day}",
      style,
    ];
    let done = 0;
    for (let turn = 0; done < requests; turn += 1) {
      const url_ = `${url}${paths[turn % paths.length]}`;
      const { done: more }: Figures = await run({ url: url_, seconds: 2, connections: 10, headers: { cookie } });
      done += more;
      if (turn % paths.length === 0) say(`${done} of ${requests} requests, ${residentMegabytes(stand.serverPid())} MB`);
    }
    const now = residentMegabytes(stand.serverPid());
    const ratio = now / before;
    console.log(
      `server after ${done} mixed requests at 1 000 projects: ${now} MB resident; ${ratio.toFixed(2)} of ${before} MB at 100 before (wanted at most ${wanted})`,
    );
    return ratio <= wanted;
  } finally {
    await stand.stop();
  }
}
