DROP INDEX "activity_decisions_project_fk";--> statement-breakpoint
CREATE INDEX "activity_decisions_project_fk" ON "activity_decisions" USING btree ("project_id","decided_at");