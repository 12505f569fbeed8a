import { daysBetween, earlier, later, plusDays } from "./day";

/** A span in which somebody held a share of a post, in percent of a full-time job; to null: to this day. Days inclusive. */
export type Held = { from: string; to: string | null; percent: number };
/** A post paid by the project between two days, who held it when, and who of them was away (by first day). */
export type Post = {
  number: number;
  startsOn: string;
  endsOn: string;
  held: readonly Held[];
  away: readonly Held[];
  /** The last day on which somebody is to hold it, also after the day looked at; null: nobody knows an end, or nobody came. */
  heldUntil: string | null;
};
export type Span = { from: string; to: string };
/** A span in which nothing changed in a post: percent that are held, the whole at most, and percent that are present. */
export type Level = Span & { held: number; present: number };

const percentOn = (spans: readonly Held[], day: string) =>
  spans
    .filter(({ from, to }) => from <= day && (to === null || to >= day))
    .reduce((sum, { percent }) => sum + percent, 0);

/** Percent of a full-time job that are present in a post on a day: who is away is not, who covers him is. */
export const presentOn = (post: Post, day: string) => percentOn(post.held, day) - percentOn(post.away, day);

/** Whether somebody holds the post on a day, away or not. */
export const isHeld = (post: Post, day: string) => percentOn(post.held, day) > 0;

/** A post from its first day up to a day (inclusive), cut wherever its shares change. */
export function levels(post: Post, day: string): Level[] {
  const last = earlier(day, post.endsOn);
  const turns = new Set([post.startsOn]);
  for (const { from, to } of [...post.held, ...post.away]) {
    turns.add(from);
    if (to !== null) turns.add(plusDays(to, 1));
  }
  const cuts = [...turns].filter((turn) => turn >= post.startsOn && turn <= last).sort();
  return cuts.map((from, index) => {
    const next = cuts[index + 1];
    const held = percentOn(post.held, from);
    return {
      from,
      to: next ? plusDays(next, -1) : last,
      held: Math.min(held, 100),
      present: held - percentOn(post.away, from),
    };
  });
}

/** Spans of a post that fulfil a condition, those that follow each other as one. */
export function spansWhere(post: Post, day: string, holds: (level: Level) => boolean): Span[] {
  const spans: Span[] = [];
  for (const level of levels(post, day)) {
    if (!holds(level)) continue;
    const last = spans.at(-1);
    if (last && plusDays(last.to, 1) === level.from) last.to = level.to;
    else spans.push({ from: level.from, to: level.to });
  }
  return spans;
}

/** Spans of a post without anybody, from its first day up to a day (inclusive). */
export const vacancies = (post: Post, day: string): Span[] => spansWhere(post, day, ({ held }) => held === 0);

/** A span in months: the share of every calendar month that it covers, added up. A whole February is 1. */
export const monthsOf = ({ from, to }: Span) => monthPlace(to, true) - monthPlace(from);

/** A day on the axis of months: whole months since year 0 and the part of its own before it (or, at its end, with it). */
function monthPlace(day: string, atEnd = false): number {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
  return year * 12 + month + (date - (atEnd ? 0 : 1)) / new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * How many posts are held on a day, how many there are, the full-time jobs that are present, and the months without
 * anybody so far: of a half that is free, half of them.
 */
export function occupancy(posts: readonly Post[], day: string) {
  const months = (missing: (level: Level) => number) =>
    posts
      .flatMap((post) => levels(post, day))
      .reduce((sum, level) => sum + (missing(level) === 0 ? 0 : (monthsOf(level) * missing(level)) / 100), 0);
  return {
    filled: posts.filter((post) => isHeld(post, day)).length,
    posts: posts.length,
    fte: presentPercent(posts, day) / 100,
    vacancyMonths: months(({ held }) => 100 - held),
    awayMonths: months(({ held, present }) => Math.max(held - present, 0)),
  };
}

/** Percent of a full-time job that are present in all posts on a day. */
export const presentPercent = (posts: readonly Post[], day: string) =>
  posts.reduce((sum, post) => sum + presentOn(post, day), 0);

/** Post-months worked within a span: nine posts held for the whole of two months are 18; who is away does not count. */
export function heldMonths(posts: readonly Post[], span: Span): number {
  const within = (spans: readonly Held[]) =>
    spans
      .map(({ from, to, percent }) => ({ from: later(from, span.from), to: earlier(to ?? span.to, span.to), percent }))
      .filter(({ from, to }) => from <= to)
      .reduce((sum, held) => sum + (monthsOf(held) * held.percent) / 100, 0);
  return within(posts.flatMap((post) => post.held)) - within(posts.flatMap((post) => post.away));
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

/** Posts that nobody is to hold any more after a day at most so many days ahead, though the project pays for them on. */
export const endingWithin = (posts: readonly Post[], day: string, most: number) =>
  posts.flatMap(({ number, heldUntil, endsOn }) => {
    if (heldUntil === null || heldUntil < day || heldUntil >= endsOn) return [];
    const days = daysBetween(day, heldUntil);
    return days <= most ? [{ number, until: heldUntil, days }] : [];
  });
