import type { Project } from "@/db/queries/project";
import type { Team } from "@/db/queries/team";
import type { AssistantTraining, TrainingChange } from "@/db/queries/trainings";
import { earlier } from "@/lib/domain/day";
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

/** The posts as the rules of occupancy take them, each with who held it when. */
export function heldPosts({ posts, people }: Team): (Post & { id: string; people: Holder[] })[] {
  const held = people.flatMap(({ name, held: spans }) => spans.map((span) => ({ ...span, name })));
  return posts.map((post) => {
    const own = held.filter(({ postId }) => postId === post.id).sort(by(({ from }) => from));
    return { ...post, held: own, people: own };
  });
}
type Holder = { name: string; from: string; to: string | null };

/** The last day that a bar of an occupancy reaches: its end, else the day looked at within the post. */
export const barEnd = (to: string | null, asOf: string, endsOn: string) => to ?? earlier(asOf, endsOn);
