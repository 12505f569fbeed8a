CREATE TABLE "registration_events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"closes_at" timestamp with time zone,
	"decided_by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "registration_events_kind" CHECK ("registration_events"."kind" in ('asked', 'opened')),
	CONSTRAINT "registration_events_text" CHECK (length("registration_events"."text") <= 500),
	CONSTRAINT "registration_events_opened" CHECK (("registration_events"."kind" = 'opened') = ("registration_events"."closes_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "registration_teams" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"municipality_code" text NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"city_organisation_id" uuid,
	"made_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"kept_until" date NOT NULL,
	"erased_at" timestamp with time zone,
	CONSTRAINT "registration_teams_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "registration_teams_name" CHECK (length(btrim("registration_teams"."name")) between 1 and 200),
	CONSTRAINT "registration_teams_locale" CHECK ("registration_teams"."locale" in ('cs', 'en')),
	CONSTRAINT "registration_teams_made" CHECK (("registration_teams"."city_organisation_id" is null) = ("registration_teams"."made_by" is null))
);
--> statement-breakpoint
ALTER TABLE "erasures" DROP CONSTRAINT "erasures_person_kind";--> statement-breakpoint
ALTER TABLE "purges" DROP CONSTRAINT "purges_what";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_one_recipient";--> statement-breakpoint
ALTER TABLE "registration_links" ALTER COLUMN "registration_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "registration_links" ADD COLUMN "team_id" uuid;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "team_id" uuid;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "office_email" text;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "replaces_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "team_id" uuid;--> statement-breakpoint
ALTER TABLE "registration_events" ADD CONSTRAINT "registration_events_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_events" ADD CONSTRAINT "registration_events_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_events" ADD CONSTRAINT "registration_events_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_teams" ADD CONSTRAINT "registration_teams_municipality_code_municipalities_code_fk" FOREIGN KEY ("municipality_code") REFERENCES "public"."municipalities"("code") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_teams" ADD CONSTRAINT "registration_teams_city_organisation_id_organisations_id_fk" FOREIGN KEY ("city_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_teams" ADD CONSTRAINT "registration_teams_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_teams" ADD CONSTRAINT "registration_teams_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "registration_events_registration_fk" ON "registration_events" USING btree ("registration_id","at");--> statement-breakpoint
CREATE INDEX "registration_events_user_fk" ON "registration_events" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "registration_teams_email" ON "registration_teams" USING btree ("email");--> statement-breakpoint
CREATE INDEX "registration_teams_municipality_fk" ON "registration_teams" USING btree ("municipality_code");--> statement-breakpoint
CREATE INDEX "registration_teams_city_fk" ON "registration_teams" USING btree ("city_organisation_id");--> statement-breakpoint
CREATE INDEX "registration_teams_user_fk" ON "registration_teams" USING btree ("made_by");--> statement-breakpoint
CREATE INDEX "registration_teams_kept" ON "registration_teams" USING btree ("kept_until");--> statement-breakpoint
ALTER TABLE "registration_links" ADD CONSTRAINT "registration_links_team" FOREIGN KEY ("organisation_id","meeting_id","team_id") REFERENCES "public"."registration_teams"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_team" FOREIGN KEY ("organisation_id","meeting_id","team_id") REFERENCES "public"."registration_teams"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_replaces" FOREIGN KEY ("organisation_id","meeting_id","replaces_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "registration_links_team_fk" ON "registration_links" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "registrations_team_fk" ON "registrations" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "outbox_team" ON "outbox" USING btree ("team_id");--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_replaced_once" UNIQUE("replaces_id");--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_person_kind" CHECK ("erasures"."person_kind" in ('user', 'assistant', 'registration', 'coordinator'));--> statement-breakpoint
ALTER TABLE "purges" ADD CONSTRAINT "purges_what" CHECK ("purges"."what" in ('access', 'mail', 'jobs', 'commands', 'needs', 'registrations', 'coordinators'));--> statement-breakpoint
ALTER TABLE "registration_links" ADD CONSTRAINT "registration_links_opens_one" CHECK (num_nonnulls("registration_links"."registration_id", "registration_links"."team_id") = 1);--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_email_or_team" CHECK ("registrations"."email" is not null or "registrations"."team_id" is not null);--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_office_email" CHECK ("registrations"."email" is null or "registrations"."office_email" is null);--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_replaces_another" CHECK ("registrations"."replaces_id" <> "registrations"."id");--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_one_recipient" CHECK (num_nonnulls("outbox"."recipient_id", "outbox"."registration_id", "outbox"."team_id") <= 1);