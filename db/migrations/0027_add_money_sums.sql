CREATE TABLE "activity_totals" (
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"state" text NOT NULL,
	"kind_id" uuid,
	"shifts" bigint NOT NULL,
	"minutes" bigint NOT NULL,
	"count" bigint NOT NULL,
	"files" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "expense_marks" (
	"expense_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"budget_line_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount_halere" bigint NOT NULL,
	"claimed_halere" bigint,
	"approved_halere" bigint,
	"paid_in" date,
	"claimed_in" date,
	"approved_in" date,
	"unproven_in" date
);
--> statement-breakpoint
CREATE TABLE "money_sums" (
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"figure" text NOT NULL,
	"month" date NOT NULL,
	"decided_in" date,
	"budget_line_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"halere" bigint NOT NULL,
	"documents" integer NOT NULL,
	"folded" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "money_totals" (
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"figure" text NOT NULL,
	"budget_line_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"halere" bigint NOT NULL,
	"documents" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "activity_totals_project" ON "activity_totals" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "money_sums_project" ON "money_sums" USING btree ("project_id","month");--> statement-breakpoint
CREATE INDEX "money_sums_loose" ON "money_sums" USING btree ("project_id") WHERE not "money_sums"."folded";--> statement-breakpoint
CREATE INDEX "money_totals_project" ON "money_totals" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "expenses_issued" ON "expenses" USING btree ("project_id","issued_on");