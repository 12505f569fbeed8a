import { sql } from "drizzle-orm";
import type { OrganisationKind } from "@/lib/domain/organisation";
import { type UserState, userState } from "@/lib/domain/user";
import type { Tx } from "../gate";

export type HeldRole = {
  id: string;
  role: string;
  organisationId: string;
  organisation: string;
  /** Null: in the whole organisation. */
  project: string | null;
  validFrom: string;
  validTo: string | null;
};
export type PersonRow = {
  id: string;
  name: string;
  email: string;
  organisationId: string;
  organisation: string;
  state: UserState;
  /** Roles that hold or will hold, by the real day. */
  roles: HeldRole[];
  lastSeenAt: string | null;
};
type Raw = Omit<PersonRow, "state"> & {
  active: boolean;
  erased: boolean;
  invitation: { accepted: boolean; open: boolean } | null;
};

/** The people whom the actor keeps, in organisations where he may, with their roles; by organisation and name. */
export async function listPeople(tx: Tx): Promise<PersonRow[]> {
  return (await people(tx)).map(withState);
}

/** One of them; null for anybody else. */
export async function findPerson(tx: Tx, id: string): Promise<PersonRow | null> {
  const [row] = await people(tx, id);
  return row ? withState(row) : null;
}

const withState = ({ active, erased, invitation, ...person }: Raw): PersonRow => ({
  ...person,
  // What stands there instead of the address is for the database alone.
  email: erased ? "" : person.email,
  state: userState({ active, erased, invitation }),
});

const people = (tx: Tx, id: string | null = null) =>
  tx.execute<Raw>(sql`
    select u.id, u.name, u.email, u.organisation_id as "organisationId", o.name as organisation, u.active, u.email = 'erased-' || u.id || '@erased.invalid' as erased,
      (select jsonb_build_object('accepted', i.accepted_at is not null, 'open', i.expires_at > now() and i.withdrawn_at is null)
        from invitations i where i.user_id = u.id order by i.created_at desc limit 1) as invitation,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'role', a.role, 'organisationId', a.organisation_id,
          'organisation', w.name, 'project', p.name, 'validFrom', a.valid_from, 'validTo', a.valid_to) order by a.role, w.name)
        from role_assignments a join organisations w on w.id = a.organisation_id left join projects p on p.id = a.project_id
        where a.user_id = u.id and a.ended_at is null and coalesce(a.valid_to, 'infinity') >= sec.rights_day()), '[]') as roles,
      s.last_seen_at as "lastSeenAt"
    from users u join organisations o on o.id = u.organisation_id
      left join sec.last_seen() s on s.user_id = u.id
    where u.organisation_id = any (sec.writes('people')) and (${id}::uuid is null or u.id = ${id})
    order by o.name collate "cs-x-icu", u.name collate "cs-x-icu", u.id`);

/** The roles that a person had and has no more, the latest first; validTo is the day when they ended, in Prague. */
export const endedRolesOf = (tx: Tx, userId: string) =>
  tx.execute<HeldRole>(sql`
    select a.id, a.role, a.organisation_id as "organisationId", o.name as organisation, p.name as project,
      a.valid_from as "validFrom", least(a.valid_to, (a.ended_at at time zone 'Europe/Prague')::date)::text as "validTo"
    from role_assignments a join organisations o on o.id = a.organisation_id left join projects p on p.id = a.project_id
    where a.user_id = ${userId} and (a.ended_at is not null or a.valid_to < sec.rights_day())
    order by 7 desc, a.valid_from desc, a.id`);

export type Place = { id: string; name: string; kind: OrganisationKind; projects: { id: string; name: string }[] };

/** The organisations whose people the actor keeps, with their projects. */
export const keptPlaces = (tx: Tx) =>
  tx.execute<Place>(sql`
    select o.id, o.name, o.kind,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name)
        from projects p where p.organisation_id = o.id), '[]') as projects
    from organisations o where o.id = any (sec.writes('people')) order by o.name collate "cs-x-icu"`);

export type DelegationRow = {
  id: string;
  principalId: string;
  principal: string;
  deputyId: string;
  deputy: string;
  organisation: string;
  validFrom: string;
  validTo: string;
  reason: string;
  /** It holds today. */
  holds: boolean;
};

const delegationRow = sql`d.id, d.principal_id as "principalId", coalesce(p.name, '') as principal, d.deputy_id as "deputyId",
  coalesce(s.name, '') as deputy, coalesce(o.name, '') as organisation, d.valid_from as "validFrom", d.valid_to as "validTo",
  d.reason, sec.rights_day() between d.valid_from and d.valid_to as holds
  from delegations d left join sec.people() p on p.id = d.principal_id left join sec.people() s on s.id = d.deputy_id
    left join organisations o on o.id = d.organisation_id`;

/** One delegation that holds or will hold; null when it is over or not there. */
export async function findDelegation(tx: Tx, id: string): Promise<DelegationRow | null> {
  const [found] = await tx.execute<DelegationRow>(sql`
    select ${delegationRow} where d.id = ${id} and d.ended_at is null and d.valid_to >= sec.rights_day()`);
  return found ?? null;
}

/** Delegations that hold or will hold and name the person as either side; by day. */
export const delegationsOf = (tx: Tx, userId: string) =>
  tx.execute<DelegationRow>(sql`
    select ${delegationRow}
    where ${userId} in (d.principal_id, d.deputy_id) and d.ended_at is null and d.valid_to >= sec.rights_day()
    order by d.valid_from, d.id`);

export type DeputyChoice = { organisationId: string; organisation: string; people: { id: string; name: string }[] };

/** Who may stand in for a person, by the organisations where he holds a role: people who can come in. */
export const deputyChoices = (tx: Tx, userId: string) =>
  tx.execute<DeputyChoice>(sql`
    select o.id as "organisationId", o.name as organisation,
      coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name collate "cs-x-icu")
        from sec.people() u where sec.comes_in(u.id) and u.id <> ${userId}
          and (exists (select from users h where h.id = u.id and h.organisation_id = o.id)
            or exists (select from role_assignments r where r.user_id = u.id and r.organisation_id = o.id and r.ended_at is null
              and coalesce(r.valid_to, 'infinity') >= sec.rights_day()))), '[]') as people
    from organisations o
    where exists (select from role_assignments a where a.user_id = ${userId} and a.organisation_id = o.id and a.ended_at is null
      and coalesce(a.valid_to, 'infinity') >= sec.rights_day())
    order by o.name`);

/** The real day in Prague, by which rights begin and end. */
export async function rightsDay(tx: Tx): Promise<string> {
  const [row] = await tx.execute<{ day: string }>(sql`select sec.rights_day()::text as day`);
  return row?.day ?? "";
}
