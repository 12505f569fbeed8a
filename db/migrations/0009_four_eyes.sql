CREATE TABLE "measurement_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"measurement_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "measurement_decisions_once" UNIQUE("measurement_id","decision"),
	CONSTRAINT "measurement_decisions_kind" CHECK ("measurement_decisions"."decision" in ('verified', 'replaced'))
);
--> statement-breakpoint
ALTER TABLE "indicator_measurements" DROP CONSTRAINT "indicator_measurements_day";--> statement-breakpoint
ALTER TABLE "indicator_measurements" DROP CONSTRAINT "indicator_measurements_state";--> statement-breakpoint
ALTER TABLE "measurement_decisions" ADD CONSTRAINT "measurement_decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurement_decisions" ADD CONSTRAINT "measurement_decisions_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurement_decisions" ADD CONSTRAINT "measurement_decisions_measurement" FOREIGN KEY ("organisation_id","project_id","measurement_id") REFERENCES "public"."indicator_measurements"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "measurement_decisions_user_fk" ON "measurement_decisions" USING btree ("decided_by");--> statement-breakpoint
CREATE UNIQUE INDEX "indicator_measurements_day" ON "indicator_measurements" USING btree ("indicator_id","measured_on","state") WHERE "indicator_measurements"."state" <> 'replaced';--> statement-breakpoint
ALTER TABLE "indicator_measurements" ADD CONSTRAINT "indicator_measurements_state" CHECK ("indicator_measurements"."state" in ('submitted', 'verified', 'replaced'));--> statement-breakpoint
select sec.protect('measurement_decisions', 'measure');--> statement-breakpoint

-- Four eyes: nobody decides on what he wrote himself. Arguments: the table of the record, the column that points to it, the decision.
create function sec.four_eyes() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  author uuid;
begin
  if new.decision = tg_argv[2] then
    execute format('select t.author_id from public.%I t where t.id = ($1).%I', tg_argv[0], tg_argv[1]) into author using new;
    if author = new.decided_by then
      raise exception 'the author of a record decides on it' using errcode = '23514', constraint = 'four_eyes';
    end if;
  end if;
  return new;
end
$$;--> statement-breakpoint
create trigger four_eyes before insert on public.activity_decisions
  for each row execute function sec.four_eyes('activities', 'activity_id', 'approved');--> statement-breakpoint
create trigger four_eyes before insert on public.measurement_decisions
  for each row execute function sec.four_eyes('indicator_measurements', 'measurement_id', 'verified');
