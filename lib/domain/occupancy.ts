import { daysBetween, earlier, later, plusDays } from "./day";

/** A span in which somebody held a post; to null: to this day. Days inclusive. */
export type Held = { from: string; to: string | null };
/** A post paid by the project between two days, and who held it when (by first day, never overlapping). */
export type Post = { number: number; startsOn: string; endsOn: string; held: readonly Held[] };
export type Span = { from: string; to: string };

/** Whether somebody holds the post on a day. */
export const isHeld = (post: Post, day: string) =>
  post.held.some(({ from, to }) => from <= day && (to === null || to >= day));

/** Spans of a post without anybody, from its first day up to a day (inclusive). */
export function vacancies(post: Post, day: string): Span[] {
  const last = earlier(day, post.endsOn);
  const gaps: Span[] = [];
  let free = post.startsOn;
  for (const { from, to } of post.held) {
    if (from > last) break;
    if (from > free) gaps.push({ from: free, to: plusDays(from, -1) });
    if (to === null) return gaps;
    free = later(free, plusDays(to, 1));
  }
  if (free <= last) gaps.push({ from: free, to: last });
  return gaps;
}

/** A span in months: the share of every calendar month that it covers, added up. A whole February is 1. */
export const monthsOf = ({ from, to }: Span) => monthPlace(to, true) - monthPlace(from);

/** A day on the axis of months: whole months since year 0 and the part of its own before it (or, at its end, with it). */
function monthPlace(day: string, atEnd = false): number {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
  return year * 12 + month + (date - (atEnd ? 0 : 1)) / new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** How many posts are held on a day, how many there are, and the months without anybody so far. */
export function occupancy(posts: readonly Post[], day: string) {
  const gaps = posts.flatMap((post) => vacancies(post, day));
  return {
    filled: posts.filter((post) => isHeld(post, day)).length,
    posts: posts.length,
    vacancyMonths: gaps.reduce((sum, gap) => sum + monthsOf(gap), 0),
  };
}

/** Post-months held within a span: nine posts held for the whole of two months are 18. */
export function heldMonths(posts: readonly Post[], span: Span): number {
  return posts
    .flatMap((post) => post.held)
    .map(({ from, to }) => ({ from: later(from, span.from), to: earlier(to ?? span.to, span.to) }))
    .filter(({ from, to }) => from <= to)
    .reduce((sum, held) => sum + monthsOf(held), 0);
}

/** Posts vacant on a day for at least so many days, with the days without anybody. */
export function vacantFor(posts: readonly Post[], day: string, atLeast: number) {
  return posts
    .filter((post) => post.startsOn <= day && day <= post.endsOn)
    .flatMap((post) => {
      const gap = vacancies(post, day).at(-1);
      if (!gap || gap.to < day) return [];
      const days = daysBetween(gap.from, day) + 1;
      return days >= atLeast ? [{ number: post.number, since: gap.from, days }] : [];
    });
}
