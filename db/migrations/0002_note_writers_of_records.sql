CREATE TABLE "record_writers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"activity_id" uuid,
	"measurement_id" uuid,
	"user_id" uuid NOT NULL,
	CONSTRAINT "record_writers_once" UNIQUE NULLS NOT DISTINCT("activity_id","measurement_id","user_id"),
	CONSTRAINT "record_writers_subject" CHECK (num_nonnulls("record_writers"."activity_id", "record_writers"."measurement_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "record_writers" ADD CONSTRAINT "record_writers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_writers" ADD CONSTRAINT "record_writers_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_writers" ADD CONSTRAINT "record_writers_activity" FOREIGN KEY ("organisation_id","project_id","activity_id") REFERENCES "public"."activities"("organisation_id","project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_writers" ADD CONSTRAINT "record_writers_measurement" FOREIGN KEY ("organisation_id","project_id","measurement_id") REFERENCES "public"."indicator_measurements"("organisation_id","project_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_writers_project_fk" ON "record_writers" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "record_writers_measurement_fk" ON "record_writers" USING btree ("measurement_id");--> statement-breakpoint
CREATE INDEX "record_writers_user_fk" ON "record_writers" USING btree ("user_id");