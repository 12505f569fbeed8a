-- Backups: their reader sees every table that has to survive, and what was made is noted where every process can ask.
create table public.backups (
	"id" uuid primary key default gen_random_uuid() not null,
	"organisation_id" uuid not null,
	"made_at" timestamp with time zone not null,
	"finished_at" timestamp with time zone default now() not null,
	"place" text,
	"bytes" bigint,
	"error" text,
	constraint "backups_outcome" check ((place is null) = (error is not null))
);--> statement-breakpoint
alter table "backups" add constraint "backups_organisation_id_organisations_id_fk" foreign key ("organisation_id") references "public"."organisations"("id") on delete restrict on update no action;--> statement-breakpoint
create index "backups_organisation" on "backups" using btree ("organisation_id","made_at");--> statement-breakpoint
select sec.lock_down('backups');--> statement-breakpoint
create policy notes on public.backups for insert to hlidka_app with check ((select sec.kind()) in ('worker', 'operator'));--> statement-breakpoint
create policy reads on public.backups for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));--> statement-breakpoint
grant select, insert on public.backups to hlidka_app;--> statement-breakpoint

-- When the newest good backup saw the database; for readiness and metrics, which nobody signs in for.
create function sec.last_backup() returns timestamptz
language sql stable security definer set search_path = '' as $$
  select max(b.made_at) from public.backups b where b.error is null
$$;--> statement-breakpoint
grant execute on function sec.last_backup() to hlidka_app;--> statement-breakpoint

-- Tables that a later migration adds to sec are read too, but for the keys, which no backup holds.
grant usage on schema sec to hlidka_backup;--> statement-breakpoint
grant select on all sequences in schema public to hlidka_backup;--> statement-breakpoint
alter default privileges in schema public grant select on sequences to hlidka_backup;--> statement-breakpoint
alter default privileges in schema sec grant select on tables to hlidka_backup;
