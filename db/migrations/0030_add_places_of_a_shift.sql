CREATE TABLE "activity_places" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"locality_id" uuid NOT NULL,
	CONSTRAINT "activity_places_once" UNIQUE("activity_id","locality_id"),
	CONSTRAINT "activity_places_of" UNIQUE("activity_id","id")
);
--> statement-breakpoint
ALTER TABLE "activity_counts" DROP CONSTRAINT "activity_counts_once";--> statement-breakpoint
ALTER TABLE "activity_counts" ADD COLUMN "place_id" uuid;--> statement-breakpoint
ALTER TABLE "activity_places" ADD CONSTRAINT "activity_places_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_places" ADD CONSTRAINT "activity_places_activity" FOREIGN KEY ("organisation_id","project_id","activity_id") REFERENCES "public"."activities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_places" ADD CONSTRAINT "activity_places_locality" FOREIGN KEY ("organisation_id","project_id","locality_id") REFERENCES "public"."localities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_places_project_fk" ON "activity_places" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "activity_places_locality_fk" ON "activity_places" USING btree ("locality_id");--> statement-breakpoint
ALTER TABLE "activity_counts" ADD CONSTRAINT "activity_counts_place" FOREIGN KEY ("activity_id","place_id") REFERENCES "public"."activity_places"("activity_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_counts" ADD CONSTRAINT "activity_counts_once" UNIQUE NULLS NOT DISTINCT("activity_id","kind_id","place_id");