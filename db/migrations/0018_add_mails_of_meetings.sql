CREATE TABLE "meeting_mail_stops" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"codes" text DEFAULT '' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "meeting_mail_stops_decision" CHECK ("meeting_mail_stops"."decision" in ('stopped', 'refused', 'resumed')),
	CONSTRAINT "meeting_mail_stops_by" CHECK (("meeting_mail_stops"."decision" = 'refused') = ("meeting_mail_stops"."decided_by" is null))
);
--> statement-breakpoint
CREATE TABLE "meeting_mailings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"site_id" uuid NOT NULL,
	"ordered_by" uuid,
	"ordered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "meeting_mailings_kind" CHECK ("meeting_mailings"."kind" in ('programme', 'reminder'))
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "meeting_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "calendar" jsonb;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "meeting_mail_stops" ADD CONSTRAINT "meeting_mail_stops_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_mail_stops" ADD CONSTRAINT "meeting_mail_stops_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_mailings" ADD CONSTRAINT "meeting_mailings_ordered_by_users_id_fk" FOREIGN KEY ("ordered_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_mailings" ADD CONSTRAINT "meeting_mailings_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_mailings" ADD CONSTRAINT "meeting_mailings_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meeting_mail_stops_meeting_fk" ON "meeting_mail_stops" USING btree ("meeting_id","decided_at");--> statement-breakpoint
CREATE INDEX "meeting_mail_stops_user_fk" ON "meeting_mail_stops" USING btree ("decided_by");--> statement-breakpoint
CREATE UNIQUE INDEX "meeting_mailings_reminder" ON "meeting_mailings" USING btree ("site_id") WHERE kind = 'reminder';--> statement-breakpoint
CREATE INDEX "meeting_mailings_meeting_fk" ON "meeting_mailings" USING btree ("meeting_id","ordered_at");--> statement-breakpoint
CREATE INDEX "meeting_mailings_site_fk" ON "meeting_mailings" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "meeting_mailings_user_fk" ON "meeting_mailings" USING btree ("ordered_by");--> statement-breakpoint
CREATE INDEX "outbox_meeting" ON "outbox" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "outbox_batch" ON "outbox" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "outbox_tried" ON "outbox" USING btree ("tried_at");--> statement-breakpoint
UPDATE "outbox" o SET "meeting_id" = r."meeting_id" FROM "registrations" r WHERE r."id" = o."registration_id";
