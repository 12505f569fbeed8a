import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { post } from "../crash/load";
import type { Racer } from "../revoke/people";
import type { Farm } from "./farm";

export type Tally = { writes: number; reads: number; pages: number; milliseconds: number[]; broken: string[] };
export type Shape = { projectId: string; localityId: string; keyActivityId: string };

const lastId = "ffffffff-ffff-4fff-bfff-ffffffffffff";

/** A shift of Sokolov's mentor that may be logged, but for its day. */
export async function anyShape(superuser: Sql): Promise<Shape> {
  const [row] = await superuser<Shape[]>`
    select p.id as "projectId", a.locality_id as "localityId", a.key_activity_id as "keyActivityId"
    from projects p join activities a on a.project_id = p.id where p.slug = 'sokolov' order by a.happened_on desc limit 1`;
  if (!row) throw new Error("the demo has no activity");
  return row;
}

/** One of the days on which the project runs and nothing is decided yet, so that few shifts lie on each. */
const someDay = () => new Date(Date.UTC(2024, 0, 1 + Math.floor(Math.random() * 400))).toISOString().slice(0, 10);

/**
 * Writes shifts until so many are there, and reads each at once: the writer through nginx or from the other process, and
 * others whom he told of it, by their session or their token. Whoever does not find it was shown something old.
 */
export async function writeAndRead(
  farm: Pick<Farm, "url" | "servers">,
  { shape, writer, readers, enough }: { shape: Shape; writer: string; readers: readonly Racer[]; enough(): boolean },
  tally: Tally,
) {
  const places = [farm.url, ...farm.servers];
  const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T;
  while (!enough()) {
    const activityId = randomUUID();
    const happenedOn = someDay();
    const note = `replicas ${activityId}`;
    const input = { ...shape, activityId, happenedOn, startsAt: "07:00", endsAt: "15:00", note };
    const at = any(places);
    const status = await post(
      { url: at, cookie: writer, name: "activity.log", origin: farm.url },
      { commandId: randomUUID(), input },
    );
    if (status !== 200) {
      tally.broken.push(`a write was answered ${status}`);
      continue;
    }
    tally.writes += 1;
    const cursor = Buffer.from(`${happenedOn}/${lastId}`).toString("base64url");
    const asked: [Racer, string, string][] = [
      [{ cookie: writer }, any(places), `/api/v1/projects/sokolov/activities?limit=100&cursor=${cursor}`],
      [any(readers), any(places), `/api/v1/projects/sokolov/activities?limit=100&cursor=${cursor}`],
    ];
    if (tally.writes % 10 === 0)
      asked.push([{ cookie: writer }, any(places), `/projects/sokolov/activity/${activityId}`]);
    await Promise.all(asked.map((one) => lookFor(activityId, one, tally)));
  }
}

async function lookFor(id: string, [who, place, path]: [Racer, string, string], tally: Tally) {
  const began = performance.now();
  const isPage = !path.startsWith("/api/");
  const what = isPage ? "a page" : "a list";
  try {
    const answer = await fetch(`${place}${path}`, {
      headers: {
        ...(who.cookie ? { cookie: who.cookie } : {}),
        ...(who.bearer ? { authorization: `Bearer ${who.bearer}` } : {}),
      },
      redirect: "manual",
      signal: AbortSignal.timeout(20_000),
    });
    const text = await answer.text();
    tally.milliseconds.push(performance.now() - began);
    if (isPage) tally.pages += 1;
    else tally.reads += 1;
    if (answer.status !== 200) tally.broken.push(`${what} was answered ${answer.status}`);
    else if (!text.includes(id)) tally.broken.push(`${what} was older than the write before it`);
  } catch (error) {
    tally.broken.push(`${what} was not answered: ${error}`);
  }
}
