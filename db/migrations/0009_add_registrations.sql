CREATE TABLE "registration_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "registration_needs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"meals" text[] DEFAULT '{}' NOT NULL,
	"room" text NOT NULL,
	"room_with" text DEFAULT '' NOT NULL,
	"car" boolean NOT NULL,
	"arrival" text NOT NULL,
	CONSTRAINT "registration_needs_one" UNIQUE("registration_id"),
	CONSTRAINT "registration_needs_meals" CHECK ("registration_needs"."meals" <@ array['vegetarian', 'vegan', 'no-pork', 'gluten-free', 'lactose-free']),
	CONSTRAINT "registration_needs_room" CHECK ("registration_needs"."room" in ('any', 'alone', 'with')),
	CONSTRAINT "registration_needs_room_with" CHECK (length("registration_needs"."room_with") <= 120 and ("registration_needs"."room" = 'with' or "registration_needs"."room_with" = '')),
	CONSTRAINT "registration_needs_arrival" CHECK ("registration_needs"."arrival" in ('in-time', 'later'))
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"role" text NOT NULL,
	"municipality_code" text NOT NULL,
	"preferred_site_id" uuid,
	"can_other" boolean NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"correction" text DEFAULT '' NOT NULL,
	"kept_until" date NOT NULL,
	"erased_at" timestamp with time zone,
	CONSTRAINT "registrations_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "registrations_name" CHECK (length(btrim("registrations"."name")) between 1 and 200),
	CONSTRAINT "registrations_locale" CHECK ("registrations"."locale" in ('cs', 'en')),
	CONSTRAINT "registrations_role" CHECK ("registrations"."role" in ('assistant', 'mentor', 'supervisor', 'municipal-police', 'police', 'project', 'other')),
	CONSTRAINT "registrations_other" CHECK ("registrations"."can_other" or "registrations"."preferred_site_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "erasures" DROP CONSTRAINT "erasures_person_kind";--> statement-breakpoint
ALTER TABLE "purges" DROP CONSTRAINT "purges_what";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "registration_id" uuid;--> statement-breakpoint
ALTER TABLE "registration_links" ADD CONSTRAINT "registration_links_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_links" ADD CONSTRAINT "registration_links_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_needs" ADD CONSTRAINT "registration_needs_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_needs" ADD CONSTRAINT "registration_needs_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_municipality_code_municipalities_code_fk" FOREIGN KEY ("municipality_code") REFERENCES "public"."municipalities"("code") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_round" FOREIGN KEY ("organisation_id","meeting_id","round_id") REFERENCES "public"."meeting_rounds"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_site" FOREIGN KEY ("organisation_id","meeting_id","preferred_site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "registration_links_registration_fk" ON "registration_links" USING btree ("registration_id");--> statement-breakpoint
CREATE UNIQUE INDEX "registrations_once" ON "registrations" USING btree ("meeting_id","email") WHERE confirmed_at is not null and withdrawn_at is null and erased_at is null;--> statement-breakpoint
CREATE INDEX "registrations_email" ON "registrations" USING btree ("email");--> statement-breakpoint
CREATE INDEX "registrations_created" ON "registrations" USING btree ("meeting_id","created_at");--> statement-breakpoint
CREATE INDEX "registrations_round_fk" ON "registrations" USING btree ("round_id");--> statement-breakpoint
CREATE INDEX "registrations_site_fk" ON "registrations" USING btree ("preferred_site_id");--> statement-breakpoint
CREATE INDEX "registrations_municipality_fk" ON "registrations" USING btree ("municipality_code");--> statement-breakpoint
CREATE INDEX "registrations_kept" ON "registrations" USING btree ("kept_until");--> statement-breakpoint
CREATE INDEX "outbox_registration" ON "outbox" USING btree ("registration_id");--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_person_kind" CHECK ("erasures"."person_kind" in ('user', 'assistant', 'registration'));--> statement-breakpoint
ALTER TABLE "purges" ADD CONSTRAINT "purges_what" CHECK ("purges"."what" in ('access', 'mail', 'jobs', 'commands', 'needs', 'registrations'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_one_recipient" CHECK ("outbox"."recipient_id" is null or "outbox"."registration_id" is null);