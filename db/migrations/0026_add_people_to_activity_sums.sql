-- Their results have another shape now; the sources make them anew.
DROP FUNCTION IF EXISTS sec.parts_of(uuid, int, xid, cid);--> statement-breakpoint
DROP FUNCTION IF EXISTS sec.counted_activities(uuid[]);--> statement-breakpoint
DROP FUNCTION IF EXISTS sec.verify_rollups(uuid);--> statement-breakpoint
ALTER TABLE "activity_sums" ADD COLUMN "assistant_id" uuid;--> statement-breakpoint
ALTER TABLE "activity_sums" ADD COLUMN "silent" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "activity_sums" ADD COLUMN "silent_files" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "activity_sums" ADD COLUMN "unserved" integer DEFAULT 0 NOT NULL;
