CREATE TABLE "publications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"run_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	"role_weights" jsonb NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	"mails_from" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	CONSTRAINT "publications_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "publications_undone" CHECK (("publications"."undone_at" is null) = ("publications"."undone_by" is null))
);
--> statement-breakpoint
CREATE TABLE "seat_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"decision" text NOT NULL,
	"from_site_id" uuid,
	"site_id" uuid,
	"reason" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"publication_id" uuid,
	"decided_by" uuid,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "seat_decisions_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "seat_decisions_number" UNIQUE("registration_id","number"),
	CONSTRAINT "seat_decisions_kind" CHECK ("seat_decisions"."decision" in ('placed', 'moved', 'queued', 'promoted', 'lost', 'declined', 'withdrawn', 'substituted', 'role-changed'))
);
--> statement-breakpoint
CREATE TABLE "seats" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"site_capacity" integer NOT NULL,
	"number" integer NOT NULL,
	"registration_id" uuid NOT NULL,
	"taken_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "seats_number" UNIQUE("site_id","number") DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT "seats_once" UNIQUE("meeting_id","registration_id") DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT "seats_within_capacity" CHECK ("seats"."number" between 1 and "seats"."site_capacity")
);
--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "declined_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "changes_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "meeting_sites" ADD CONSTRAINT "meeting_sites_seated" UNIQUE("organisation_id","meeting_id","id","capacity");--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_undone_by_users_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_decisions" ADD CONSTRAINT "seat_decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_decisions" ADD CONSTRAINT "seat_decisions_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_decisions" ADD CONSTRAINT "seat_decisions_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_decisions" ADD CONSTRAINT "seat_decisions_from_site" FOREIGN KEY ("organisation_id","meeting_id","from_site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_decisions" ADD CONSTRAINT "seat_decisions_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat_decisions" ADD CONSTRAINT "seat_decisions_publication" FOREIGN KEY ("organisation_id","meeting_id","publication_id") REFERENCES "public"."publications"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_site" FOREIGN KEY ("organisation_id","meeting_id","site_id","site_capacity") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id","capacity") ON DELETE restrict ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "publications_meeting_fk" ON "publications" USING btree ("meeting_id","decided_at");--> statement-breakpoint
CREATE INDEX "publications_user_fk" ON "publications" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "publications_undone_fk" ON "publications" USING btree ("undone_by");--> statement-breakpoint
CREATE INDEX "seat_decisions_meeting_fk" ON "seat_decisions" USING btree ("meeting_id","decided_at");--> statement-breakpoint
CREATE INDEX "seat_decisions_from_site_fk" ON "seat_decisions" USING btree ("from_site_id");--> statement-breakpoint
CREATE INDEX "seat_decisions_site_fk" ON "seat_decisions" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "seat_decisions_publication_fk" ON "seat_decisions" USING btree ("publication_id");--> statement-breakpoint
CREATE INDEX "seat_decisions_user_fk" ON "seat_decisions" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "seats_registration_fk" ON "seats" USING btree ("registration_id");
