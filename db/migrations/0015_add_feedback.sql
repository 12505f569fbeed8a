CREATE TABLE "feedback_counts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"wave_id" uuid NOT NULL,
	"question" text NOT NULL,
	"block_id" uuid,
	"score" integer NOT NULL,
	"n" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "feedback_counts_once" UNIQUE NULLS NOT DISTINCT("wave_id","question","block_id","score"),
	CONSTRAINT "feedback_counts_question" CHECK ("feedback_counts"."question" in ('content', 'use', 'organisation', 'place', 'block')),
	CONSTRAINT "feedback_counts_block_given" CHECK (("feedback_counts"."question" = 'block') = ("feedback_counts"."block_id" is not null)),
	CONSTRAINT "feedback_counts_score" CHECK ("feedback_counts"."score" between 1 and 5),
	CONSTRAINT "feedback_counts_n" CHECK ("feedback_counts"."n" >= 0)
);
--> statement-breakpoint
CREATE TABLE "feedback_marks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"wave_id" uuid NOT NULL,
	"registration_id" uuid,
	CONSTRAINT "feedback_marks_once" UNIQUE("wave_id","registration_id")
);
--> statement-breakpoint
CREATE TABLE "feedback_texts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"wave_id" uuid NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "feedback_texts_text" CHECK (length(btrim("feedback_texts"."text")) between 1 and 1500)
);
--> statement-breakpoint
CREATE TABLE "feedback_tickets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"wave_id" uuid NOT NULL,
	"ticket_hash" "bytea" NOT NULL,
	CONSTRAINT "feedback_tickets_once" UNIQUE("wave_id","ticket_hash")
);
--> statement-breakpoint
CREATE TABLE "feedback_waves" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"closes_on" date NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feedback_waves_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "feedback_waves_once" UNIQUE("site_id")
);
--> statement-breakpoint
ALTER TABLE "feedback_counts" ADD CONSTRAINT "feedback_counts_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_counts" ADD CONSTRAINT "feedback_counts_wave" FOREIGN KEY ("organisation_id","meeting_id","wave_id") REFERENCES "public"."feedback_waves"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_counts" ADD CONSTRAINT "feedback_counts_block" FOREIGN KEY ("organisation_id","meeting_id","block_id") REFERENCES "public"."meeting_blocks"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_marks" ADD CONSTRAINT "feedback_marks_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_marks" ADD CONSTRAINT "feedback_marks_wave" FOREIGN KEY ("organisation_id","meeting_id","wave_id") REFERENCES "public"."feedback_waves"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_marks" ADD CONSTRAINT "feedback_marks_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_texts" ADD CONSTRAINT "feedback_texts_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_texts" ADD CONSTRAINT "feedback_texts_wave" FOREIGN KEY ("organisation_id","meeting_id","wave_id") REFERENCES "public"."feedback_waves"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_tickets" ADD CONSTRAINT "feedback_tickets_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_tickets" ADD CONSTRAINT "feedback_tickets_wave" FOREIGN KEY ("organisation_id","meeting_id","wave_id") REFERENCES "public"."feedback_waves"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_waves" ADD CONSTRAINT "feedback_waves_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_waves" ADD CONSTRAINT "feedback_waves_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback_waves" ADD CONSTRAINT "feedback_waves_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feedback_counts_block_fk" ON "feedback_counts" USING btree ("block_id");--> statement-breakpoint
CREATE INDEX "feedback_marks_registration_fk" ON "feedback_marks" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "feedback_texts_wave_fk" ON "feedback_texts" USING btree ("wave_id");--> statement-breakpoint
CREATE INDEX "feedback_waves_user_fk" ON "feedback_waves" USING btree ("decided_by");