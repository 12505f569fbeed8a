CREATE TABLE "planned_days" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"planned_on" date NOT NULL,
	"priorities" text NOT NULL,
	CONSTRAINT "planned_days_once" UNIQUE("project_id","planned_on"),
	CONSTRAINT "planned_days_priorities" CHECK (length(btrim("planned_days"."priorities")) between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "planned_shift_people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"planned_shift_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	CONSTRAINT "planned_shift_people_once" UNIQUE("planned_shift_id","assistant_id")
);
--> statement-breakpoint
CREATE TABLE "planned_shifts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"planned_on" date NOT NULL,
	"starts_at" time NOT NULL,
	"ends_at" time NOT NULL,
	"break_minutes" integer NOT NULL,
	"locality_id" uuid NOT NULL,
	"task" text DEFAULT '' NOT NULL,
	CONSTRAINT "planned_shifts_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "planned_shifts_break" CHECK ("planned_shifts"."break_minutes" between 0 and 240),
	CONSTRAINT "planned_shifts_task" CHECK (length("planned_shifts"."task") <= 300)
);
--> statement-breakpoint
ALTER TABLE "planned_days" ADD CONSTRAINT "planned_days_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_shift_people" ADD CONSTRAINT "planned_shift_people_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_shift_people" ADD CONSTRAINT "planned_shift_people_shift" FOREIGN KEY ("organisation_id","project_id","planned_shift_id") REFERENCES "public"."planned_shifts"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_shift_people" ADD CONSTRAINT "planned_shift_people_assistant" FOREIGN KEY ("organisation_id","project_id","assistant_id") REFERENCES "public"."assistants"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_shifts" ADD CONSTRAINT "planned_shifts_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planned_shifts" ADD CONSTRAINT "planned_shifts_locality" FOREIGN KEY ("organisation_id","project_id","locality_id") REFERENCES "public"."localities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "planned_shift_people_project_fk" ON "planned_shift_people" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "planned_shift_people_assistant_fk" ON "planned_shift_people" USING btree ("assistant_id");--> statement-breakpoint
CREATE INDEX "planned_shifts_day" ON "planned_shifts" USING btree ("project_id","planned_on");--> statement-breakpoint
CREATE INDEX "planned_shifts_locality_fk" ON "planned_shifts" USING btree ("locality_id");