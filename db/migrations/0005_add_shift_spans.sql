CREATE TABLE "shift_spans" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	"span" "tstzrange",
	"state" text NOT NULL,
	"stands_with" uuid,
	CONSTRAINT "shift_spans_of" UNIQUE("activity_id","assistant_id")
);
--> statement-breakpoint
ALTER TABLE "shift_spans" ADD CONSTRAINT "shift_spans_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_spans" ADD CONSTRAINT "shift_spans_served" FOREIGN KEY ("activity_id","assistant_id") REFERENCES "public"."activity_assistants"("activity_id","assistant_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shift_spans_project_fk" ON "shift_spans" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "shift_spans_time" ON "shift_spans" USING gist ("assistant_id","span");--> statement-breakpoint
CREATE INDEX "shift_spans_doubles" ON "shift_spans" USING btree ("project_id") WHERE "shift_spans"."stands_with" is not null;--> statement-breakpoint
ALTER TABLE "shift_spans" ADD CONSTRAINT "shift_spans_once" EXCLUDE USING gist ("assistant_id" WITH =, "span" WITH &&, (coalesce("stands_with", "id")) WITH <>) WHERE ("state" = 'approved');
