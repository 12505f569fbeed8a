-- What points to a mentor of a project points to this key.
ALTER TABLE "project_mentors" ADD CONSTRAINT "project_mentors_within" UNIQUE("organisation_id","project_id","id");--> statement-breakpoint
CREATE TABLE "assistant_evaluations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	"month" date NOT NULL,
	"evaluated_on" date NOT NULL,
	"verdict" text NOT NULL,
	"note" text NOT NULL,
	"author_id" uuid NOT NULL,
	CONSTRAINT "assistant_evaluations_once" UNIQUE("assistant_id","month"),
	CONSTRAINT "assistant_evaluations_month" CHECK (extract(day from "assistant_evaluations"."month") = 1),
	CONSTRAINT "assistant_evaluations_verdict" CHECK ("assistant_evaluations"."verdict" in ('strong', 'good', 'needs-help')),
	CONSTRAINT "assistant_evaluations_note" CHECK (length(btrim("assistant_evaluations"."note")) between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "development_goals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	"area_id" uuid,
	"title" text NOT NULL,
	"measure" text DEFAULT '' NOT NULL,
	"set_on" date NOT NULL,
	"due_on" date NOT NULL,
	CONSTRAINT "development_goals_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "development_goals_title" CHECK (length(btrim("development_goals"."title")) between 1 and 500),
	CONSTRAINT "development_goals_dates" CHECK ("development_goals"."due_on" >= "development_goals"."set_on")
);
--> statement-breakpoint
CREATE TABLE "development_reviews" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"goal_id" uuid NOT NULL,
	"reviewed_on" date NOT NULL,
	"verdict" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"decided_by" uuid NOT NULL,
	CONSTRAINT "development_reviews_once" UNIQUE("goal_id","reviewed_on"),
	CONSTRAINT "development_reviews_verdict" CHECK ("development_reviews"."verdict" in ('on-way', 'behind', 'reached', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "mentor_contracts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"project_mentor_id" uuid NOT NULL,
	"municipality_code" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"consented_on" date,
	CONSTRAINT "mentor_contracts_dates" CHECK ("mentor_contracts"."ends_on" >= "mentor_contracts"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "mentor_lessons" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"project_mentor_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"provider" text DEFAULT '' NOT NULL,
	"held_on" date NOT NULL,
	"form" text NOT NULL,
	"minutes" integer NOT NULL,
	CONSTRAINT "mentor_lessons_kind" CHECK ("mentor_lessons"."kind" in ('training', 'supervision')),
	CONSTRAINT "mentor_lessons_form" CHECK ("mentor_lessons"."form" in ('present', 'electronic')),
	CONSTRAINT "mentor_lessons_title" CHECK (length(btrim("mentor_lessons"."title")) between 1 and 300),
	CONSTRAINT "mentor_lessons_minutes" CHECK ("mentor_lessons"."minutes" between 1 and 4800)
);
--> statement-breakpoint
CREATE TABLE "selection_rounds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"wanted" integer NOT NULL,
	"announced_on" date NOT NULL,
	"closes_on" date NOT NULL,
	"candidates" integer,
	"invited" integer,
	"chosen" integer,
	"decided_on" date,
	"outcome" text DEFAULT 'open' NOT NULL,
	"motivation" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "selection_rounds_number" UNIQUE("project_id","number"),
	CONSTRAINT "selection_rounds_dates" CHECK ("selection_rounds"."closes_on" >= "selection_rounds"."announced_on" and "selection_rounds"."decided_on" >= "selection_rounds"."announced_on"),
	CONSTRAINT "selection_rounds_wanted" CHECK ("selection_rounds"."wanted" between 1 and 99),
	CONSTRAINT "selection_rounds_counts" CHECK ("selection_rounds"."candidates" between 0 and 9999 and "selection_rounds"."invited" between 0 and "selection_rounds"."candidates" and "selection_rounds"."chosen" between 0 and "selection_rounds"."invited"),
	CONSTRAINT "selection_rounds_outcome" CHECK ("selection_rounds"."outcome" in ('open', 'filled', 'partly', 'nobody', 'cancelled')),
	CONSTRAINT "selection_rounds_decided" CHECK (("selection_rounds"."outcome" = 'open') = ("selection_rounds"."decided_on" is null))
);
--> statement-breakpoint
ALTER TABLE "assistant_evaluations" ADD CONSTRAINT "assistant_evaluations_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assistant_evaluations" ADD CONSTRAINT "assistant_evaluations_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assistant_evaluations" ADD CONSTRAINT "assistant_evaluations_assistant" FOREIGN KEY ("organisation_id","project_id","assistant_id") REFERENCES "public"."assistants"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "development_goals" ADD CONSTRAINT "development_goals_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "development_goals" ADD CONSTRAINT "development_goals_assistant" FOREIGN KEY ("organisation_id","project_id","assistant_id") REFERENCES "public"."assistants"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "development_goals" ADD CONSTRAINT "development_goals_area" FOREIGN KEY ("organisation_id","project_id","area_id") REFERENCES "public"."training_areas"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "development_reviews" ADD CONSTRAINT "development_reviews_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "development_reviews" ADD CONSTRAINT "development_reviews_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "development_reviews" ADD CONSTRAINT "development_reviews_goal" FOREIGN KEY ("organisation_id","project_id","goal_id") REFERENCES "public"."development_goals"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_contracts" ADD CONSTRAINT "mentor_contracts_municipality_code_municipalities_code_fk" FOREIGN KEY ("municipality_code") REFERENCES "public"."municipalities"("code") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_contracts" ADD CONSTRAINT "mentor_contracts_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_contracts" ADD CONSTRAINT "mentor_contracts_mentor" FOREIGN KEY ("organisation_id","project_id","project_mentor_id") REFERENCES "public"."project_mentors"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_lessons" ADD CONSTRAINT "mentor_lessons_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor_lessons" ADD CONSTRAINT "mentor_lessons_mentor" FOREIGN KEY ("organisation_id","project_id","project_mentor_id") REFERENCES "public"."project_mentors"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_rounds" ADD CONSTRAINT "selection_rounds_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assistant_evaluations_project_fk" ON "assistant_evaluations" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "assistant_evaluations_user_fk" ON "assistant_evaluations" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "development_goals_project_fk" ON "development_goals" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "development_goals_assistant_fk" ON "development_goals" USING btree ("assistant_id");--> statement-breakpoint
CREATE INDEX "development_goals_area_fk" ON "development_goals" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "development_reviews_project_fk" ON "development_reviews" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "development_reviews_user_fk" ON "development_reviews" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "mentor_contracts_project_fk" ON "mentor_contracts" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "mentor_contracts_mentor_fk" ON "mentor_contracts" USING btree ("project_mentor_id");--> statement-breakpoint
CREATE INDEX "mentor_contracts_municipality_fk" ON "mentor_contracts" USING btree ("municipality_code");--> statement-breakpoint
CREATE INDEX "mentor_lessons_project_fk" ON "mentor_lessons" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "mentor_lessons_mentor_fk" ON "mentor_lessons" USING btree ("project_mentor_id");
