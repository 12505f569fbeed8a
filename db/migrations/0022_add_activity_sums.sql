CREATE TABLE "activity_sums" (
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"month" date NOT NULL,
	"decided_in" date,
	"key_activity_id" uuid NOT NULL,
	"state" text NOT NULL,
	"kind_id" uuid,
	"shifts" integer NOT NULL,
	"minutes" bigint NOT NULL,
	"count" bigint NOT NULL,
	"files" integer NOT NULL,
	"folded" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX "activity_sums_project" ON "activity_sums" USING btree ("project_id","decided_in","month");--> statement-breakpoint
CREATE INDEX "activity_sums_loose" ON "activity_sums" USING btree ("project_id") WHERE not "activity_sums"."folded";