import type { Tx } from "@/db/gate";
import { openActivities, waitingForDecision, weekRows } from "@/db/queries/home";
import { meetingDesks } from "@/db/queries/meeting-desks";
import { listMeetings } from "@/db/queries/meetings";
import { delegationsOf } from "@/db/queries/people";
import { openMeetings } from "@/db/queries/registration-teams";
import { registrationTallies } from "@/db/queries/registrations";
import { operationState } from "@/db/queries/running";
import { type Actor, hasRole } from "@/lib/domain/actor";
import { isOver } from "@/lib/domain/meeting";
import { can } from "@/lib/domain/permission";
import type { Locale } from "@/lib/domain/preference";
import { projectNames } from "@/lib/domain/project-names";
import { weekBoard } from "@/lib/domain/week";
import { readPortfolio } from "./portfolio";
import { readOwnTeams } from "./registration-teams";

/** Whether the home page of this person names assistants. */
export const seesAssistants = (me: Actor) => hasRole(me, "mentor", "manager");

/**
 * What waits for this person, by the roles held: the week and the open records of who logs, what waits for whom decides,
 * and the figures, deadlines and risks of every project that may be seen. Whom he may act for now, unless he is looking otherwise already. Twelve statements at most.
 */
export async function readHome(tx: Tx, me: Actor, locale: Locale) {
  const logs = seesAssistants(me);
  const [rows, open, weeks, waiting, delegations, operation, meetings, tallies, desks, teams, openTo] =
    await Promise.all([
      readPortfolio(tx, me, me.today),
      logs ? openActivities(tx, locale) : [],
      logs ? weekRows(tx, me.today) : [],
      can(me, "activity.approve") ? waitingForDecision(tx) : [],
      me.userId && !me.standsFor && !me.preview ? delegationsOf(tx, me.userId) : [],
      hasRole(me, "admin") ? operationState(tx) : null,
      can(me, "meeting.edit") ? listMeetings(tx) : [],
      can(me, "registration.read") ? registrationTallies(tx) : [],
      can(me, "registration.read") ? meetingDesks(tx) : [],
      readOwnTeams(tx, me),
      can(me, "registration-team.start") ? openMeetings(tx) : [],
    ]);
  const names = projectNames(rows.map(({ line }) => line));
  const named = <P extends { slug: string; name: string }>(of: P): P => ({
    ...of,
    name: names.get(of.slug) ?? of.name,
  });
  const projects = rows.map(({ line, ...waits }) => ({ ...named(line), ...waits }));
  return {
    standsIn: delegations.filter(({ deputyId, holds }) => holds && deputyId === me.userId),
    projects: projects.sort((a, b) => b.risk.score - a.risk.score),
    open: open.map((row) => ({ ...row, project: rows.length > 1 ? (names.get(row.slug) ?? "") : null })),
    operation,
    meetings: can(me, "meeting.edit")
      ? meetings.map((meeting) => ({
          ...meeting,
          over: isOver(meeting, me.today),
          registrations: tallies.find(({ meetingId }) => meetingId === meeting.id) ?? null,
          desk: desks.find(({ meetingId }) => meetingId === meeting.id) ?? null,
        }))
      : undefined,
    teams: teams && { own: teams, open: openTo },
    weeks: weeks
      .filter((week) => can(me, "activity.log", week))
      .map((week) => ({ ...named(week), days: weekBoard(me.today, week.served, week.people, week.planned) })),
    waiting: waiting.filter((line) => can(me, "activity.approve", line)).map(named),
  };
}

export type Home = Awaited<ReturnType<typeof readHome>>;
export type HomeProject = Home["projects"][number];
