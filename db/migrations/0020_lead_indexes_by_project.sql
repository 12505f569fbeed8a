CREATE INDEX "activities_open" ON "activities" USING btree ("project_id","state","happened_on") WHERE "activities"."state" <> 'approved';--> statement-breakpoint
CREATE INDEX "activity_assistants_project_fk" ON "activity_assistants" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "activity_counts_project_fk" ON "activity_counts" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "activity_decisions_project_fk" ON "activity_decisions" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "activity_notes_project_fk" ON "activity_notes" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "budget_lines_project_fk" ON "budget_lines" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "claim_items_project_fk" ON "claim_items" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "indicator_measurements_project_fk" ON "indicator_measurements" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "indicator_targets_project_fk" ON "indicator_targets" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "measurement_decisions_project_fk" ON "measurement_decisions" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "assessments_project_fk" ON "assessments" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "post_occupancies_project_fk" ON "post_occupancies" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "training_attendances_project_fk" ON "training_attendances" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "training_supports_project_fk" ON "training_supports" USING btree ("project_id");