-- One look before a read: whether who was let in before would be let in again as the same, and what a project's rows are.

-- What a person is let in as at the moment, as marks of the rows that decide it (where a row lies moves with every change
-- of it), and what a project's rows are for him, or those of all projects where none is named (as sec.project_version),
-- null when he may not see it. No row for an
-- account that is not active. Rights that began or ended since are other rows. The twin of sec.enter_user; a test compares
-- them.
create or replace function sec.look_as(person uuid, asked_day date, asked text, out rights text, out version text)
language plpgsql stable security definer set search_path = '' as $$
begin
  select concat_ws('.', person, u.xmin, u.ctid, o.xmin, o.ctid, held.marks, settings.marks, day.asked, current_date),
      case when look_as.asked is null then
          sec.heads_version(held.everything, held.cities, held.projects, day.asked::text, kinds.marks, settings.marks)
        when p.id is not null and (held.everything or p.organisation_id = any (held.cities) or p.id = any (held.projects))
        then concat_ws('.', p.id, encode(h.hash, 'hex'), day.asked, md5(concat(kinds.marks, settings.marks))) end
    into rights, version
    from public.users u
      join public.organisations o on o.id = u.organisation_id
      cross join lateral (
        select string_agg(a.xmin::text || a.ctid, '' order by a.id) as marks, bool_or(sec.role_reads_all(a.role)) as everything,
          array_agg(a.organisation_id) filter (where a.project_id is null) as cities, array_agg(a.project_id) as projects
        from public.role_assignments a
        where a.user_id = u.id and a.ended_at is null
          -- As sec.rights_day.
          and (now() at time zone 'Europe/Prague')::date between a.valid_from and coalesce(a.valid_to, 'infinity')) held
      cross join (select string_agg(s.xmin::text || s.ctid, '') as marks,
        min(s.value #>> '{}') filter (where s.key = 'demo.today') as today from public.settings s) settings
      cross join (select string_agg(k.xmin::text || k.ctid, '') as marks from public.activity_kinds k) kinds
      -- As sec.business_day.
      cross join lateral (select coalesce(asked_day, settings.today::date, (now() at time zone 'Europe/Prague')::date) as asked) day
      left join public.projects p on p.slug = look_as.asked
      left join public.audit_heads h on h.organisation_id = p.organisation_id
    where u.id = person and u.active;
end
$$;

-- With the token of a browser's session, under the conditions of sec.enter_session; null for one that looks as another
-- role, or for a person who is away.
create or replace function sec.look_by_session(token text, asked_day date, asked text, out rights text, out version text)
language plpgsql stable security definer set search_path = '' as $$
declare
  opened record;
begin
  select s.user_id, concat_ws('.', s.xmin, s.ctid, s.last_seen_at < now() - interval '1 minute', f.xmin, f.ctid) as marks into opened
    from public.sessions s left join public.user_factors f on f.user_id = s.user_id
    where s.token_hash = sha256(convert_to(token, 'UTF8')) and s.revoked_at is null
      and s.expires_at > now() and s.last_seen_at > now() - interval '30 minutes'
      and s.preview_role is null and s.delegation_id is null and (s.strong or f.confirmed_at is null);
  if found then
    select l.rights || '/' || opened.marks, l.version into rights, version from sec.look_as(opened.user_id, asked_day, asked) l;
  end if;
end
$$;
grant execute on function sec.look_by_session(text, date, text) to hlidka_app;

-- With a token of the interface for machines, under the conditions of sec.enter_token.
create or replace function sec.look_by_token(token text, asked_day date, asked text, out rights text, out version text)
language plpgsql stable security definer set search_path = '' as $$
declare
  person uuid;
begin
  select t.user_id into person from public.api_tokens t
    where t.token_hash = sha256(convert_to(token, 'UTF8')) and t.revoked_at is null and t.expires_at > now();
  if found then
    select l.rights, l.version into rights, version from sec.look_as(person, asked_day, asked) l;
  end if;
end
$$;
grant execute on function sec.look_by_token(text, date, text) to hlidka_app;
