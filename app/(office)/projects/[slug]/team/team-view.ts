import type { Project } from "@/db/queries/project";
import type { Team } from "@/db/queries/team";
import type { AssistantTraining, TrainingChange } from "@/db/queries/trainings";
import { earlier, later } from "@/lib/domain/day";
import type { Post } from "@/lib/domain/occupancy";
import { by } from "@/lib/domain/order";

export type TeamView = {
  project: Project;
  team: Team;
  trainings: readonly AssistantTraining[];
  /** Where certificates say something else by now. */
  changes: readonly TrainingChange[];
  asOf: string;
  /** May change people and posts now; a past day is only looked at. */
  edits: boolean;
  /** What is being changed: a verb and the id it is about, from the address. */
  edit: { verb: string; id: string };
  /** The address of this page with another verb and id, or without. */
  at: (edit?: string) => string;
};

type Holder = { id: string; name: string; from: string; to: string | null; percent: number; covers: string | null };

/** The posts as the rules of occupancy take them, each with who held it when and who of them was away. */
export function heldPosts({ posts, people }: Team): (Post & { id: string; people: Holder[]; absent: Holder[] })[] {
  const held = people.flatMap(({ id, name, held: spans, leaves }) =>
    spans.map(({ from, to, postId, ftePercent, covers }) => ({
      postId,
      leaves,
      holder: { id, name, from, to, percent: ftePercent, covers: covers?.name ?? null },
    })),
  );
  return posts.map((post) => {
    const own = held.filter(({ postId }) => postId === post.id);
    const holders = own.map(({ holder }) => holder).sort(by(({ from }) => from));
    const absent = own
      .flatMap(({ holder, leaves }) => leaves.flatMap((leave) => within(leave, holder)))
      .sort(by(({ from }) => from));
    return { ...post, held: holders, away: absent, heldUntil: null, people: holders, absent };
  });
}

/** The part of a leave in which its person held a post. */
function within(leave: { from: string; to: string | null }, holder: Holder): Holder[] {
  const from = later(leave.from, holder.from);
  const to = leave.to && holder.to ? earlier(leave.to, holder.to) : (leave.to ?? holder.to);
  return to !== null && to < from ? [] : [{ ...holder, from, to }];
}

/** The last day that a bar of an occupancy reaches: its end, else the day looked at within the post. */
export const barEnd = (to: string | null, asOf: string, endsOn: string) => to ?? earlier(asOf, endsOn);
