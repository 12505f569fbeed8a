-- Their results have another shape now; the sources make them anew.
DROP FUNCTION IF EXISTS sec.gaps_of(uuid);--> statement-breakpoint
DROP FUNCTION IF EXISTS sec.counted_activities(uuid[]);--> statement-breakpoint
DROP INDEX "activities_day";--> statement-breakpoint
DROP INDEX "activities_key_activity_fk";--> statement-breakpoint
ALTER TABLE "activity_sums" ADD COLUMN "unserved_files" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "activities_day" ON "activities" USING btree ("project_id","happened_on","id","state","organisation_id");--> statement-breakpoint
CREATE INDEX "activities_key_activity_fk" ON "activities" USING btree ("key_activity_id","happened_on");