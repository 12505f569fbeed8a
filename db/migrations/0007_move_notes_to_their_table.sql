CREATE TABLE "activity_notes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"note" text NOT NULL,
	"approved" boolean NOT NULL,
	"author_ids" uuid[] NOT NULL,
	CONSTRAINT "activity_notes_once" UNIQUE("activity_id"),
	CONSTRAINT "activity_notes_length" CHECK (length("activity_notes"."note") between 1 and 4000)
);
--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT "activities_note";--> statement-breakpoint
ALTER TABLE "activity_notes" ADD CONSTRAINT "activity_notes_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_notes" ADD CONSTRAINT "activity_notes_activity" FOREIGN KEY ("organisation_id","project_id","activity_id") REFERENCES "public"."activities"("organisation_id","project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_personal" ADD COLUMN "reader_ids" uuid[];--> statement-breakpoint
-- Its policies are off for the moment: forced, row-level security would hide every row from the owner.
ALTER TABLE "activities" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Rows that move with their column; a step tells them in the log.
INSERT INTO "activity_notes" ("organisation_id", "project_id", "activity_id", "note", "approved", "author_ids")
	SELECT "organisation_id", "project_id", "id", "note", "state" = 'approved', array["author_id"] FROM "activities" WHERE "note" <> '';--> statement-breakpoint
ALTER TABLE "activities" DROP COLUMN "note";