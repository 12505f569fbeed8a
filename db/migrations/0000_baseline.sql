-- The tables as drizzle-kit writes them from db/schema, but for two words that it cannot say (deferrable, nulls not
-- distinct), and after them what it does not know. Functions, policies, triggers and rights are sources: db/sql.
CREATE TABLE "activities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"happened_on" date NOT NULL,
	"starts_at" time NOT NULL,
	"ends_at" time NOT NULL,
	"minutes" integer NOT NULL,
	"locality_id" uuid NOT NULL,
	"key_activity_id" uuid NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"handed_to" text,
	"state" text DEFAULT 'draft' NOT NULL,
	"author_id" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "activities_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "activities_minutes" CHECK ("activities"."minutes" between 1 and 1440),
	CONSTRAINT "activities_note" CHECK (length("activities"."note") <= 4000),
	CONSTRAINT "activities_state" CHECK ("activities"."state" in ('draft', 'submitted', 'returned', 'approved')),
	CONSTRAINT "activities_handed_to" CHECK ("activities"."handed_to" in ('municipal-police', 'state-police', 'social-department', 'other'))
);
--> statement-breakpoint
CREATE TABLE "activity_assistants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	CONSTRAINT "activity_assistants_once" UNIQUE("activity_id","assistant_id")
);
--> statement-breakpoint
CREATE TABLE "activity_counts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"kind_id" uuid NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "activity_counts_once" UNIQUE("activity_id","kind_id"),
	CONSTRAINT "activity_counts_count" CHECK ("activity_counts"."count" between 1 and 9999)
);
--> statement-breakpoint
CREATE TABLE "activity_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"reason" text,
	"note" text DEFAULT '' NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "activity_decisions_kind" CHECK ("activity_decisions"."decision" in ('submitted', 'returned', 'approved')),
	CONSTRAINT "activity_decisions_reason" CHECK ("activity_decisions"."decision" <> 'returned' or ("activity_decisions"."reason" is not null and length(btrim("activity_decisions"."note")) > 0))
);
--> statement-breakpoint
CREATE TABLE "activity_kinds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name_cs" text NOT NULL,
	"name_en" text NOT NULL,
	"contact" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL,
	"source" text NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "activity_kinds_code_unique" UNIQUE("code"),
	CONSTRAINT "activity_kinds_code" CHECK ("activity_kinds"."code" ~ '^[a-z]+(-[a-z]+)*$'),
	CONSTRAINT "activity_kinds_dates" CHECK ("activity_kinds"."valid_to" >= "activity_kinds"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "budget_lines" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"parent_id" uuid,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"unit" text,
	"unit_price_halere" bigint,
	"quantity_thousandths" integer,
	"amount_halere" bigint NOT NULL,
	"leaf" text DEFAULT 'direct' NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "budget_lines_code" UNIQUE("version_id","code") DEFERRABLE INITIALLY IMMEDIATE,
	CONSTRAINT "budget_lines_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "budget_lines_code_form" CHECK ("budget_lines"."code" ~ '^[0-9]+(\.[0-9]+)*$'),
	CONSTRAINT "budget_lines_name" CHECK (length(btrim("budget_lines"."name")) between 1 and 300),
	CONSTRAINT "budget_lines_amount" CHECK ("budget_lines"."amount_halere" between 0 and 10000000000000),
	CONSTRAINT "budget_lines_leaf" CHECK ("budget_lines"."leaf" in ('chapter', 'direct', 'flat'))
);
--> statement-breakpoint
CREATE TABLE "budget_versions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"valid_from" date NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "budget_versions_number" UNIQUE("project_id","number"),
	CONSTRAINT "budget_versions_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "budget_versions_number_positive" CHECK ("budget_versions"."number" between 1 and 999)
);
--> statement-breakpoint
CREATE TABLE "plan_months" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"month" date NOT NULL,
	"planned_halere" bigint NOT NULL,
	CONSTRAINT "plan_months_month" UNIQUE("project_id","month"),
	CONSTRAINT "plan_months_first" CHECK (extract(day from "plan_months"."month") = 1),
	CONSTRAINT "plan_months_amount" CHECK ("plan_months"."planned_halere" between 0 and 10000000000000)
);
--> statement-breakpoint
CREATE TABLE "catalogue_items" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"catalogue" text NOT NULL,
	"code" text NOT NULL,
	"name_cs" text NOT NULL,
	"name_en" text NOT NULL,
	"position" integer NOT NULL,
	"unit" text,
	"indicator_kind" text,
	"source" text NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "catalogue_items_code" UNIQUE("catalogue","code"),
	CONSTRAINT "catalogue_items_catalogue" CHECK ("catalogue_items"."catalogue" in ('return-reason', 'expense-kind', 'indicator')),
	CONSTRAINT "catalogue_items_code_form" CHECK ("catalogue_items"."code" ~ '^[a-z0-9]+([-.][a-z0-9]+)*$'),
	CONSTRAINT "catalogue_items_dates" CHECK ("catalogue_items"."valid_to" >= "catalogue_items"."valid_from"),
	CONSTRAINT "catalogue_items_indicator_kind" CHECK ("catalogue_items"."indicator_kind" in ('output', 'result', 'own')),
	CONSTRAINT "catalogue_items_indicator" CHECK ("catalogue_items"."catalogue" <> 'indicator' or ("catalogue_items"."unit" is not null and "catalogue_items"."indicator_kind" is not null))
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"activity_id" uuid,
	"expense_id" uuid,
	"measurement_id" uuid,
	"assessment_id" uuid,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evidence_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "evidence_sha256" CHECK ("evidence"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "evidence_file_name" CHECK (length(btrim("evidence"."file_name")) between 1 and 200),
	CONSTRAINT "evidence_bytes" CHECK ("evidence"."bytes" between 1 and 104857600),
	CONSTRAINT "evidence_subject" CHECK (num_nonnulls("evidence"."activity_id", "evidence"."expense_id", "evidence"."measurement_id", "evidence"."assessment_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "claim_items" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"expense_id" uuid NOT NULL,
	"claimed_halere" bigint NOT NULL,
	"approved_halere" bigint,
	CONSTRAINT "claim_items_expense_once" UNIQUE("expense_id"),
	CONSTRAINT "claim_items_claimed" CHECK ("claim_items"."claimed_halere" between 0 and 10000000000000),
	CONSTRAINT "claim_items_approved" CHECK ("claim_items"."approved_halere" between 0 and "claim_items"."claimed_halere")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"period_id" uuid,
	"submitted_on" date,
	"approved_on" date,
	"advance_halere" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "claims_number" UNIQUE("project_id","number"),
	CONSTRAINT "claims_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "claims_dates" CHECK ("claims"."approved_on" >= "claims"."submitted_on"),
	CONSTRAINT "claims_order" CHECK ("claims"."approved_on" is null or "claims"."submitted_on" is not null),
	CONSTRAINT "claims_advance" CHECK ("claims"."advance_halere" between 0 and 10000000000000)
);
--> statement-breakpoint
CREATE TABLE "expense_imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"file_name" text NOT NULL,
	"row_count" integer NOT NULL,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "expense_imports_file" UNIQUE("project_id","sha256"),
	CONSTRAINT "expense_imports_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "expense_imports_sha256" CHECK ("expense_imports"."sha256" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "expense_imports_rows" CHECK ("expense_imports"."row_count" > 0)
);
--> statement-breakpoint
CREATE TABLE "expenses" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"budget_line_id" uuid NOT NULL,
	"key_activity_id" uuid,
	"import_id" uuid,
	"kind" text NOT NULL,
	"document_number" text NOT NULL,
	"supplier" text DEFAULT '' NOT NULL,
	"description" text NOT NULL,
	"issued_on" date NOT NULL,
	"paid_on" date,
	"amount_halere" bigint NOT NULL,
	"entered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "expenses_document" UNIQUE("project_id","document_number","budget_line_id"),
	CONSTRAINT "expenses_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "expenses_kind" CHECK ("expenses"."kind" in ('document', 'payroll', 'flat')),
	CONSTRAINT "expenses_document_number" CHECK (length(btrim("expenses"."document_number")) between 1 and 60),
	CONSTRAINT "expenses_supplier" CHECK (length("expenses"."supplier") <= 200),
	CONSTRAINT "expenses_description" CHECK (length(btrim("expenses"."description")) between 1 and 500),
	CONSTRAINT "expenses_dates" CHECK ("expenses"."paid_on" >= "expenses"."issued_on" - 366),
	CONSTRAINT "expenses_amount" CHECK ("expenses"."amount_halere" between 1 and 10000000000000)
);
--> statement-breakpoint
CREATE TABLE "indicator_measurements" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"indicator_id" uuid NOT NULL,
	"measured_on" date NOT NULL,
	"value" numeric(14, 3) NOT NULL,
	"state" text DEFAULT 'submitted' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"author_id" uuid,
	"entered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "indicator_measurements_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "indicator_measurements_state" CHECK ("indicator_measurements"."state" in ('submitted', 'verified', 'replaced'))
);
--> statement-breakpoint
CREATE TABLE "indicator_targets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"indicator_id" uuid NOT NULL,
	"due_on" date NOT NULL,
	"value" numeric(14, 3) NOT NULL,
	CONSTRAINT "indicator_targets_day" UNIQUE("indicator_id","due_on")
);
--> statement-breakpoint
CREATE TABLE "indicators" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"goal_id" uuid,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"definition" text DEFAULT '' NOT NULL,
	"unit" text NOT NULL,
	"kind" text NOT NULL,
	"direction" text DEFAULT 'up' NOT NULL,
	"rule" text DEFAULT 'measured' NOT NULL,
	"baseline" numeric(14, 3),
	"baseline_on" date,
	"target" numeric(14, 3),
	"target_on" date,
	"source" text DEFAULT '' NOT NULL,
	"verified" boolean DEFAULT false NOT NULL,
	CONSTRAINT "indicators_code" UNIQUE("project_id","code"),
	CONSTRAINT "indicators_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "indicators_kind" CHECK ("indicators"."kind" in ('output', 'result', 'own')),
	CONSTRAINT "indicators_direction" CHECK ("indicators"."direction" in ('up', 'down')),
	CONSTRAINT "indicators_rule" CHECK ("indicators"."rule" in ('measured', 'shifts', 'contacts', 'activity-hours', 'people-in-posts', 'people-improved', 'training-events')),
	CONSTRAINT "indicators_code_form" CHECK (length(btrim("indicators"."code")) between 1 and 30),
	CONSTRAINT "indicators_name" CHECK (length(btrim("indicators"."name")) between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "measurement_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"measurement_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "measurement_decisions_once" UNIQUE("measurement_id","decision"),
	CONSTRAINT "measurement_decisions_kind" CHECK ("measurement_decisions"."decision" in ('verified', 'replaced'))
);
--> statement-breakpoint
CREATE TABLE "municipalities" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"district_code" text NOT NULL,
	"district" text NOT NULL,
	"region_code" text NOT NULL,
	"region" text NOT NULL,
	CONSTRAINT "municipalities_code" CHECK ("municipalities"."code" ~ '^[0-9]{6}$')
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"ico" text,
	"municipality_code" text,
	"invented" boolean DEFAULT false NOT NULL,
	"emblem_sha256" text,
	"emblem_type" text,
	"office_name" text DEFAULT '' NOT NULL,
	"office_address" text DEFAULT '' NOT NULL,
	"office_phone" text DEFAULT '' NOT NULL,
	"office_email" text DEFAULT '' NOT NULL,
	CONSTRAINT "organisations_slug_unique" UNIQUE("slug"),
	CONSTRAINT "organisations_kind" CHECK ("organisations"."kind" in ('city', 'ministry', 'operator')),
	CONSTRAINT "organisations_slug" CHECK ("organisations"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "organisations_name" CHECK (length(btrim("organisations"."name")) between 1 and 200),
	CONSTRAINT "organisations_emblem" CHECK (("organisations"."emblem_sha256" is null) = ("organisations"."emblem_type" is null)
        and "organisations"."emblem_sha256" ~ '^[0-9a-f]{64}$' and "organisations"."emblem_type" in ('image/png', 'image/jpeg')),
	CONSTRAINT "organisations_office" CHECK (length("organisations"."office_name") <= 200 and length("organisations"."office_address") <= 300
        and length("organisations"."office_phone") <= 40 and length("organisations"."office_email") <= 254),
	CONSTRAINT "organisations_ico" CHECK ("organisations"."ico" ~ '^[0-9]{8}$')
);
--> statement-breakpoint
CREATE TABLE "delegations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"principal_id" uuid NOT NULL,
	"deputy_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	"reason" text NOT NULL,
	"created_by" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "delegations_dates" CHECK ("delegations"."valid_to" between "delegations"."valid_from" and "delegations"."valid_from" + 366),
	CONSTRAINT "delegations_other" CHECK ("delegations"."principal_id" <> "delegations"."deputy_id"),
	CONSTRAINT "delegations_reason" CHECK (length(btrim("delegations"."reason")) between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "invitations_expiry" CHECK ("invitations"."expires_at" > "invitations"."created_at")
);
--> statement-breakpoint
CREATE TABLE "role_assignments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"project_id" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "role_assignments_narrow" CHECK ("role_assignments"."project_id" is null or "role_assignments"."role" in ('mentor', 'manager', 'finance')),
	CONSTRAINT "role_assignments_role" CHECK ("role_assignments"."role" in ('mentor', 'manager', 'finance', 'auditor', 'organiser', 'admin', 'dpo')),
	CONSTRAINT "role_assignments_dates" CHECK ("role_assignments"."valid_to" >= "role_assignments"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_kind" text NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"in_notes" boolean NOT NULL,
	"erased_by" uuid,
	"erased_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed" jsonb NOT NULL,
	CONSTRAINT "erasures_person" UNIQUE("person_kind","person_id"),
	CONSTRAINT "erasures_person_kind" CHECK ("erasures"."person_kind" in ('user', 'assistant')),
	CONSTRAINT "erasures_reason" CHECK ("erasures"."reason" in ('request', 'time', 'mistake', 'order')),
	CONSTRAINT "erasures_reference" CHECK ("erasures"."reference" ~ '^[0-9A-Z/ .-]{0,40}$')
);
--> statement-breakpoint
CREATE TABLE "purges" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"what" text NOT NULL,
	"older_than" timestamp with time zone NOT NULL,
	"removed" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "purges_what" CHECK ("purges"."what" in ('access', 'mail', 'jobs', 'commands'))
);
--> statement-breakpoint
CREATE TABLE "funding_sources" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"rate_per_100000" integer NOT NULL,
	"amount_halere" bigint NOT NULL,
	"origin" text DEFAULT 'entered' NOT NULL,
	CONSTRAINT "funding_sources_kind" UNIQUE("project_id","kind"),
	CONSTRAINT "funding_sources_kinds" CHECK ("funding_sources"."kind" in ('eu', 'state', 'own')),
	CONSTRAINT "funding_sources_rate" CHECK ("funding_sources"."rate_per_100000" between 0 and 100000),
	CONSTRAINT "funding_sources_amount" CHECK ("funding_sources"."amount_halere" between 0 and 10000000000000),
	CONSTRAINT "funding_sources_origin" CHECK ("funding_sources"."origin" in ('published', 'computed', 'entered'))
);
--> statement-breakpoint
CREATE TABLE "goals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"text" text NOT NULL,
	"rule" text DEFAULT 'measures' NOT NULL,
	CONSTRAINT "goals_number" UNIQUE("project_id","number"),
	CONSTRAINT "goals_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "goals_number_positive" CHECK ("goals"."number" between 1 and 99),
	CONSTRAINT "goals_text" CHECK (length(btrim("goals"."text")) between 1 and 4000),
	CONSTRAINT "goals_rule" CHECK ("goals"."rule" in ('measures', 'assessments'))
);
--> statement-breakpoint
CREATE TABLE "key_activities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	CONSTRAINT "key_activities_code" UNIQUE("project_id","code"),
	CONSTRAINT "key_activities_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "key_activities_code_form" CHECK (length(btrim("key_activities"."code")) between 1 and 20),
	CONSTRAINT "key_activities_name" CHECK (length(btrim("key_activities"."name")) between 1 and 300),
	CONSTRAINT "key_activities_dates" CHECK ("key_activities"."ends_on" >= "key_activities"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "localities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "localities_name" UNIQUE("project_id","name"),
	CONSTRAINT "localities_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "localities_name_form" CHECK (length(btrim("localities"."name")) between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "milestones" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"due_on" date NOT NULL,
	"done_on" date,
	"key_activity_id" uuid,
	CONSTRAINT "milestones_kind" CHECK ("milestones"."kind" in ('training', 'supervision', 'meeting', 'report', 'claim', 'audit', 'other')),
	CONSTRAINT "milestones_title" CHECK (length(btrim("milestones"."title")) between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "monitoring_periods" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"report_due_on" date NOT NULL,
	"claim_due_on" date NOT NULL,
	"report_submitted_on" date,
	CONSTRAINT "monitoring_periods_number" UNIQUE("project_id","number"),
	CONSTRAINT "monitoring_periods_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "monitoring_periods_dates" CHECK ("monitoring_periods"."ends_on" > "monitoring_periods"."starts_on"),
	CONSTRAINT "monitoring_periods_due" CHECK ("monitoring_periods"."report_due_on" > "monitoring_periods"."ends_on" and "monitoring_periods"."claim_due_on" > "monitoring_periods"."ends_on"),
	CONSTRAINT "monitoring_periods_number_positive" CHECK ("monitoring_periods"."number" between 1 and 99)
);
--> statement-breakpoint
CREATE TABLE "project_mentors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	CONSTRAINT "project_mentors_once" UNIQUE("project_id","user_id","starts_on"),
	CONSTRAINT "project_mentors_dates" CHECK ("project_mentors"."ends_on" >= "project_mentors"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"registration_number" text,
	"name" text NOT NULL,
	"beneficiary" text NOT NULL,
	"annotation" text DEFAULT '' NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"total_halere" bigint NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"closed_on" date,
	"closing_note" text,
	"source_url" text,
	"origin" text DEFAULT 'entered' NOT NULL,
	CONSTRAINT "projects_slug_unique" UNIQUE("slug"),
	CONSTRAINT "projects_organisation_id" UNIQUE("organisation_id","id"),
	CONSTRAINT "projects_registration_number" UNIQUE("registration_number"),
	CONSTRAINT "projects_slug" CHECK ("projects"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length("projects"."slug") <= 60),
	CONSTRAINT "projects_name" CHECK (length(btrim("projects"."name")) between 1 and 300),
	CONSTRAINT "projects_dates" CHECK ("projects"."ends_on" > "projects"."starts_on" and "projects"."ends_on" < "projects"."starts_on" + 3660),
	CONSTRAINT "projects_total" CHECK ("projects"."total_halere" between 1 and 10000000000000),
	CONSTRAINT "projects_state" CHECK ("projects"."state" in ('preparation', 'running', 'closed')),
	CONSTRAINT "projects_closing" CHECK (("projects"."state" = 'closed') = ("projects"."closed_on" is not null)),
	CONSTRAINT "projects_origin" CHECK ("projects"."origin" in ('published', 'entered', 'invented'))
);
--> statement-breakpoint
CREATE TABLE "access_log" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"page" text NOT NULL,
	"subject" text NOT NULL,
	"about_organisation_id" uuid,
	"about_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "backups" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone DEFAULT now() NOT NULL,
	"place" text,
	"bytes" bigint,
	"error" text,
	CONSTRAINT "backups_outcome" CHECK (("backups"."place" is null) = ("backups"."error" is not null))
);
--> statement-breakpoint
CREATE TABLE "commands" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"actor_id" uuid,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"result" json,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "jobs_state" CHECK ("jobs"."state" in ('waiting', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"message_id" text NOT NULL,
	"template" text NOT NULL,
	"recipient_id" uuid,
	"data" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_error" text,
	"settled_at" timestamp with time zone,
	"delivered" text,
	CONSTRAINT "outbox_message_id_unique" UNIQUE("message_id"),
	CONSTRAINT "outbox_state" CHECK ("outbox"."state" in ('waiting', 'sent', 'failed', 'dropped')),
	CONSTRAINT "outbox_delivered" CHECK ("outbox"."delivered" in ('smtp', 'file')),
	CONSTRAINT "outbox_settled" CHECK (("outbox"."state" = 'waiting') = ("outbox"."settled_at" is null) and ("outbox"."state" = 'sent') = ("outbox"."delivered" is not null))
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"source" text NOT NULL,
	"verified" text DEFAULT 'no' NOT NULL,
	"valid_from" date NOT NULL,
	CONSTRAINT "settings_key" UNIQUE("organisation_id","key","valid_from"),
	CONSTRAINT "settings_verified" CHECK ("settings"."verified" in ('yes', 'no'))
);
--> statement-breakpoint
CREATE TABLE "guesses" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"about" "bytea" NOT NULL,
	"address" "bytea",
	"checked" boolean NOT NULL,
	"used" boolean DEFAULT false NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "known_devices" (
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "known_devices_user_id_token_hash_pk" PRIMARY KEY("user_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "password_resets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"token_hash" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_steps" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_factors" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"secret" "bytea" NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"codes_batch" uuid
);
--> statement-breakpoint
CREATE TABLE "user_identities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_identities_subject" UNIQUE("issuer","subject"),
	CONSTRAINT "user_identities_length" CHECK (length("user_identities"."issuer") between 1 and 500 and length("user_identities"."subject") between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"every" text,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subscriptions_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "subscriptions_once" UNIQUE("user_id","kind"),
	CONSTRAINT "subscriptions_kind" CHECK ("subscriptions"."kind" in ('digest', 'calendar')),
	CONSTRAINT "subscriptions_every" CHECK (("subscriptions"."kind" = 'digest') = ("subscriptions"."every" is not null) and "subscriptions"."every" in ('day', 'week'))
);
--> statement-breakpoint
CREATE TABLE "assessments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"assessed_on" date NOT NULL,
	"score" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "assessments_once" UNIQUE("assistant_id","area_id","phase"),
	CONSTRAINT "assessments_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "assessments_phase" CHECK ("assessments"."phase" in ('entry', 'mid', 'exit')),
	CONSTRAINT "assessments_score" CHECK ("assessments"."score" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "assistants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "assistants_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "assistants_name" CHECK (length(btrim("assistants"."name")) between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "post_occupancies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"contract" text DEFAULT 'employment' NOT NULL,
	"fte_percent" integer DEFAULT 100 NOT NULL,
	CONSTRAINT "post_occupancies_dates" CHECK ("post_occupancies"."ends_on" >= "post_occupancies"."starts_on"),
	CONSTRAINT "post_occupancies_contract" CHECK ("post_occupancies"."contract" in ('employment', 'dpc', 'dpp')),
	CONSTRAINT "post_occupancies_fte" CHECK ("post_occupancies"."fte_percent" between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	CONSTRAINT "posts_number" UNIQUE("project_id","number"),
	CONSTRAINT "posts_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "posts_dates" CHECK ("posts"."ends_on" > "posts"."starts_on"),
	CONSTRAINT "posts_number_positive" CHECK ("posts"."number" between 1 and 99)
);
--> statement-breakpoint
CREATE TABLE "training_areas" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "training_areas_number" UNIQUE("project_id","number"),
	CONSTRAINT "training_areas_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "training_areas_name" CHECK (length(btrim("training_areas"."name")) between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_tokens_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "api_tokens_name" CHECK (length(btrim("api_tokens"."name")) between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"agent" text DEFAULT '' NOT NULL,
	"preview_role" text,
	"preview_organisation_id" uuid,
	"delegation_id" uuid,
	"strong" boolean DEFAULT false NOT NULL,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "sessions_preview" CHECK (("sessions"."preview_role" is null) = ("sessions"."preview_organisation_id" is null)),
	CONSTRAINT "sessions_one_view" CHECK ("sessions"."preview_role" is null or "sessions"."delegation_id" is null),
	CONSTRAINT "sessions_expiry" CHECK ("sessions"."expires_at" > "sessions"."created_at"),
	CONSTRAINT "sessions_agent" CHECK (length("sessions"."agent") <= 200)
);
--> statement-breakpoint
CREATE TABLE "user_passwords" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"salt" "bytea" NOT NULL,
	"cost" integer NOT NULL,
	"block_size" integer NOT NULL,
	"parallelization" integer NOT NULL,
	"digest" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"locale" text DEFAULT 'cs' NOT NULL,
	"theme" text DEFAULT 'auto' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"preferred_at" timestamp with time zone,
	"password_changed_at" timestamp with time zone,
	"sign_in_changed_at" timestamp with time zone,
	CONSTRAINT "users_organisation_id" UNIQUE("organisation_id","id"),
	CONSTRAINT "users_email_form" CHECK ("users"."email" = lower("users"."email") and "users"."email" ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
	CONSTRAINT "users_name" CHECK (length(btrim("users"."name")) between 1 and 200),
	CONSTRAINT "users_locale" CHECK ("users"."locale" in ('cs', 'en')),
	CONSTRAINT "users_theme" CHECK ("users"."theme" in ('auto', 'light', 'dark'))
);
--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_locality" FOREIGN KEY ("organisation_id","project_id","locality_id") REFERENCES "public"."localities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_key_activity" FOREIGN KEY ("organisation_id","project_id","key_activity_id") REFERENCES "public"."key_activities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_assistants" ADD CONSTRAINT "activity_assistants_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_assistants" ADD CONSTRAINT "activity_assistants_activity" FOREIGN KEY ("organisation_id","project_id","activity_id") REFERENCES "public"."activities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_assistants" ADD CONSTRAINT "activity_assistants_assistant" FOREIGN KEY ("organisation_id","project_id","assistant_id") REFERENCES "public"."assistants"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_counts" ADD CONSTRAINT "activity_counts_kind_id_activity_kinds_id_fk" FOREIGN KEY ("kind_id") REFERENCES "public"."activity_kinds"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_counts" ADD CONSTRAINT "activity_counts_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_counts" ADD CONSTRAINT "activity_counts_activity" FOREIGN KEY ("organisation_id","project_id","activity_id") REFERENCES "public"."activities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_decisions" ADD CONSTRAINT "activity_decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_decisions" ADD CONSTRAINT "activity_decisions_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_decisions" ADD CONSTRAINT "activity_decisions_activity" FOREIGN KEY ("organisation_id","project_id","activity_id") REFERENCES "public"."activities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_kinds" ADD CONSTRAINT "activity_kinds_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_parent_id_budget_lines_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."budget_lines"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_version" FOREIGN KEY ("organisation_id","project_id","version_id") REFERENCES "public"."budget_versions"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_lines" ADD CONSTRAINT "budget_lines_parent" FOREIGN KEY ("organisation_id","project_id","parent_id") REFERENCES "public"."budget_lines"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_versions" ADD CONSTRAINT "budget_versions_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_months" ADD CONSTRAINT "plan_months_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalogue_items" ADD CONSTRAINT "catalogue_items_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_uploaded_by_users_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_activity" FOREIGN KEY ("organisation_id","project_id","activity_id") REFERENCES "public"."activities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_expense" FOREIGN KEY ("organisation_id","project_id","expense_id") REFERENCES "public"."expenses"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_measurement" FOREIGN KEY ("organisation_id","project_id","measurement_id") REFERENCES "public"."indicator_measurements"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_assessment" FOREIGN KEY ("organisation_id","project_id","assessment_id") REFERENCES "public"."assessments"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_items" ADD CONSTRAINT "claim_items_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_items" ADD CONSTRAINT "claim_items_claim" FOREIGN KEY ("organisation_id","project_id","claim_id") REFERENCES "public"."claims"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_items" ADD CONSTRAINT "claim_items_expense" FOREIGN KEY ("organisation_id","project_id","expense_id") REFERENCES "public"."expenses"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_period" FOREIGN KEY ("organisation_id","project_id","period_id") REFERENCES "public"."monitoring_periods"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expense_imports" ADD CONSTRAINT "expense_imports_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_budget_line" FOREIGN KEY ("organisation_id","project_id","budget_line_id") REFERENCES "public"."budget_lines"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_key_activity" FOREIGN KEY ("organisation_id","project_id","key_activity_id") REFERENCES "public"."key_activities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_import" FOREIGN KEY ("organisation_id","project_id","import_id") REFERENCES "public"."expense_imports"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicator_measurements" ADD CONSTRAINT "indicator_measurements_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicator_measurements" ADD CONSTRAINT "indicator_measurements_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicator_measurements" ADD CONSTRAINT "indicator_measurements_indicator" FOREIGN KEY ("organisation_id","project_id","indicator_id") REFERENCES "public"."indicators"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicator_targets" ADD CONSTRAINT "indicator_targets_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicator_targets" ADD CONSTRAINT "indicator_targets_indicator" FOREIGN KEY ("organisation_id","project_id","indicator_id") REFERENCES "public"."indicators"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicators" ADD CONSTRAINT "indicators_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indicators" ADD CONSTRAINT "indicators_goal" FOREIGN KEY ("organisation_id","project_id","goal_id") REFERENCES "public"."goals"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurement_decisions" ADD CONSTRAINT "measurement_decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurement_decisions" ADD CONSTRAINT "measurement_decisions_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurement_decisions" ADD CONSTRAINT "measurement_decisions_measurement" FOREIGN KEY ("organisation_id","project_id","measurement_id") REFERENCES "public"."indicator_measurements"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_municipality_code_municipalities_code_fk" FOREIGN KEY ("municipality_code") REFERENCES "public"."municipalities"("code") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_principal_id_users_id_fk" FOREIGN KEY ("principal_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_deputy_id_users_id_fk" FOREIGN KEY ("deputy_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_assignments" ADD CONSTRAINT "role_assignments_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purges" ADD CONSTRAINT "purges_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_sources" ADD CONSTRAINT "funding_sources_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_activities" ADD CONSTRAINT "key_activities_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "localities" ADD CONSTRAINT "localities_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_key_activity" FOREIGN KEY ("organisation_id","project_id","key_activity_id") REFERENCES "public"."key_activities"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitoring_periods" ADD CONSTRAINT "monitoring_periods_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_mentors" ADD CONSTRAINT "project_mentors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_mentors" ADD CONSTRAINT "project_mentors_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_log" ADD CONSTRAINT "access_log_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_log" ADD CONSTRAINT "access_log_about_organisation_id_organisations_id_fk" FOREIGN KEY ("about_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backups" ADD CONSTRAINT "backups_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commands" ADD CONSTRAINT "commands_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_user_factors_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_factors"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_steps" ADD CONSTRAINT "sign_in_steps_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_factors" ADD CONSTRAINT "user_factors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_identities" ADD CONSTRAINT "user_identities_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_identities" ADD CONSTRAINT "user_identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_assistant" FOREIGN KEY ("organisation_id","project_id","assistant_id") REFERENCES "public"."assistants"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_area" FOREIGN KEY ("organisation_id","project_id","area_id") REFERENCES "public"."training_areas"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assistants" ADD CONSTRAINT "assistants_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_occupancies" ADD CONSTRAINT "post_occupancies_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_occupancies" ADD CONSTRAINT "post_occupancies_post" FOREIGN KEY ("organisation_id","project_id","post_id") REFERENCES "public"."posts"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_occupancies" ADD CONSTRAINT "post_occupancies_assistant" FOREIGN KEY ("organisation_id","project_id","assistant_id") REFERENCES "public"."assistants"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_areas" ADD CONSTRAINT "training_areas_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_preview_organisation_id_organisations_id_fk" FOREIGN KEY ("preview_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_delegation_id_delegations_id_fk" FOREIGN KEY ("delegation_id") REFERENCES "public"."delegations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_passwords" ADD CONSTRAINT "user_passwords_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activities_day" ON "activities" USING btree ("project_id","happened_on","id");--> statement-breakpoint
CREATE INDEX "activities_locality_fk" ON "activities" USING btree ("locality_id");--> statement-breakpoint
CREATE INDEX "activities_key_activity_fk" ON "activities" USING btree ("key_activity_id");--> statement-breakpoint
CREATE INDEX "activities_author_fk" ON "activities" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "activity_assistants_assistant_fk" ON "activity_assistants" USING btree ("assistant_id");--> statement-breakpoint
CREATE INDEX "activity_counts_kind_fk" ON "activity_counts" USING btree ("kind_id");--> statement-breakpoint
CREATE INDEX "activity_decisions_activity_fk" ON "activity_decisions" USING btree ("activity_id","decided_at");--> statement-breakpoint
CREATE INDEX "activity_decisions_user_fk" ON "activity_decisions" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "budget_lines_parent_fk" ON "budget_lines" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "catalogue_items_organisation" ON "catalogue_items" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "evidence_project_fk" ON "evidence" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "evidence_activity_fk" ON "evidence" USING btree ("activity_id");--> statement-breakpoint
CREATE INDEX "evidence_expense_fk" ON "evidence" USING btree ("expense_id");--> statement-breakpoint
CREATE INDEX "evidence_measurement_fk" ON "evidence" USING btree ("measurement_id");--> statement-breakpoint
CREATE INDEX "evidence_assessment_fk" ON "evidence" USING btree ("assessment_id");--> statement-breakpoint
CREATE INDEX "evidence_user_fk" ON "evidence" USING btree ("uploaded_by");--> statement-breakpoint
CREATE INDEX "claim_items_claim_fk" ON "claim_items" USING btree ("claim_id");--> statement-breakpoint
CREATE INDEX "claims_period_fk" ON "claims" USING btree ("period_id");--> statement-breakpoint
CREATE INDEX "expenses_line" ON "expenses" USING btree ("budget_line_id","paid_on");--> statement-breakpoint
CREATE INDEX "expenses_paid" ON "expenses" USING btree ("project_id","paid_on");--> statement-breakpoint
CREATE INDEX "expenses_key_activity_fk" ON "expenses" USING btree ("key_activity_id");--> statement-breakpoint
CREATE INDEX "expenses_import_fk" ON "expenses" USING btree ("import_id");--> statement-breakpoint
CREATE UNIQUE INDEX "indicator_measurements_day" ON "indicator_measurements" USING btree ("indicator_id","measured_on","state") WHERE "indicator_measurements"."state" <> 'replaced';--> statement-breakpoint
CREATE INDEX "indicator_measurements_author_fk" ON "indicator_measurements" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "indicators_goal_fk" ON "indicators" USING btree ("goal_id");--> statement-breakpoint
CREATE INDEX "measurement_decisions_user_fk" ON "measurement_decisions" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "organisations_municipality" ON "organisations" USING btree ("municipality_code");--> statement-breakpoint
CREATE INDEX "delegations_organisation" ON "delegations" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "delegations_principal" ON "delegations" USING btree ("principal_id");--> statement-breakpoint
CREATE INDEX "delegations_deputy" ON "delegations" USING btree ("deputy_id");--> statement-breakpoint
CREATE INDEX "delegations_created_by" ON "delegations" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "invitations_organisation" ON "invitations" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "invitations_invited_by" ON "invitations" USING btree ("invited_by");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open" ON "invitations" USING btree ("user_id") WHERE accepted_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "role_assignments_once" ON "role_assignments" USING btree ("organisation_id","user_id","role","project_id","valid_from") NULLS NOT DISTINCT WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "role_assignments_user" ON "role_assignments" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "role_assignments_project" ON "role_assignments" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "erasures_organisation" ON "erasures" USING btree ("organisation_id","erased_at");--> statement-breakpoint
CREATE INDEX "purges_organisation" ON "purges" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "milestones_project_due" ON "milestones" USING btree ("project_id","due_on");--> statement-breakpoint
CREATE INDEX "milestones_key_activity_fk" ON "milestones" USING btree ("key_activity_id");--> statement-breakpoint
CREATE INDEX "project_mentors_user" ON "project_mentors" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "access_log_organisation" ON "access_log" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "access_log_about" ON "access_log" USING btree ("about_organisation_id","at");--> statement-breakpoint
CREATE INDEX "backups_organisation" ON "backups" USING btree ("organisation_id","made_at");--> statement-breakpoint
CREATE INDEX "commands_organisation" ON "commands" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "jobs_waiting" ON "jobs" USING btree ("run_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "jobs_organisation" ON "jobs" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("next_attempt_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_organisation" ON "outbox" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "outbox_created" ON "outbox" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "outbox_recipient" ON "outbox" USING btree ("recipient_id");--> statement-breakpoint
CREATE INDEX "guesses_about" ON "guesses" USING btree ("about","at");--> statement-breakpoint
CREATE INDEX "guesses_address" ON "guesses" USING btree ("address","at");--> statement-breakpoint
CREATE INDEX "password_resets_user" ON "password_resets" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_steps_user" ON "sign_in_steps" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_identities_user" ON "user_identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_identities_organisation" ON "user_identities" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "subscriptions_organisation" ON "subscriptions" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "assessments_area_fk" ON "assessments" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "assistants_project_fk" ON "assistants" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "post_occupancies_post_fk" ON "post_occupancies" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "post_occupancies_assistant_fk" ON "post_occupancies" USING btree ("assistant_id");--> statement-breakpoint
CREATE INDEX "api_tokens_user" ON "api_tokens" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "api_tokens_organisation" ON "api_tokens" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_preview_organisation" ON "sessions" USING btree ("preview_organisation_id");--> statement-breakpoint
CREATE INDEX "sessions_delegation" ON "sessions" USING btree ("delegation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
-- Who may come in at all; what may be done there, the sources say.
create schema sec;--> statement-breakpoint
grant usage on schema sec to hlidka_app, hlidka_backup;--> statement-breakpoint
grant usage on schema public to hlidka_app, hlidka_backup;--> statement-breakpoint
revoke all on schema public from public;--> statement-breakpoint
alter default privileges revoke execute on functions from public;--> statement-breakpoint
alter default privileges in schema sec revoke execute on functions from public;--> statement-breakpoint

-- 'context' signs contexts and is made here, once; 'operator' is the SHA-256 of HLIDKA_KEY, stored by migrate.
create table sec.keys (name text primary key, value bytea not null);--> statement-breakpoint
insert into sec.keys values ('context', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));--> statement-breakpoint

-- Which tables are audited and which of their columns are personal.
create table sec.audited (table_name text primary key, personal text[] not null);--> statement-breakpoint

-- Which sources this database has (db/sources.ts): one row of all, and what stood around each table after them.
create table sec.sources (counter integer primary key, hash text not null);--> statement-breakpoint
create table sec.protected (table_name text primary key, mark text not null);--> statement-breakpoint
-- The changes of data that were carried out (db/steps.ts).
create table sec.steps (number integer primary key, name text not null, at timestamptz not null default now());--> statement-breakpoint

-- The audit log has no foreign keys: its rows outlive their subjects.
create sequence public.audit_entry_ids;--> statement-breakpoint
create table public.audit_entries (
  id bigint primary key,
  organisation_id uuid not null,
  transaction_id bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  command_id uuid,
  action text,
  table_name text not null,
  row_id uuid not null,
  op text not null check (op in ('insert', 'update', 'delete')),
  before jsonb,
  after jsonb,
  hash bytea not null,
  on_behalf_of uuid
);--> statement-breakpoint
create index audit_entries_row on public.audit_entries (table_name, row_id, id);--> statement-breakpoint
create index audit_entries_transaction on public.audit_entries (organisation_id, transaction_id, id);--> statement-breakpoint
create index audit_entries_at on public.audit_entries (organisation_id, id);--> statement-breakpoint
-- What was taken away from a record is found by its parent inside the deleted row; deletes are few.
create index audit_entries_deletes on public.audit_entries (table_name, row_id) where op = 'delete';--> statement-breakpoint
-- Personal values stand beside the chain, which holds only their salted hashes: erasing them keeps the chain valid.
create table public.audit_personal (
  entry_id bigint not null references public.audit_entries (id) on delete restrict,
  organisation_id uuid not null,
  side text not null check (side in ('before', 'after')),
  column_name text not null,
  salt text not null,
  value text not null,
  primary key (entry_id, side, column_name)
);--> statement-breakpoint
create table public.audit_links (
  organisation_id uuid not null,
  seq bigint not null,
  transaction_id bigint not null,
  first_entry bigint not null,
  last_entry bigint not null,
  entries int not null,
  digest bytea not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (organisation_id, seq)
);--> statement-breakpoint
create table public.audit_heads (
  organisation_id uuid primary key,
  seq bigint not null,
  hash bytea not null
);--> statement-breakpoint
-- One row a transaction and organisation; its deferred trigger seals the link and takes the row away.
create table public.audit_unsealed (
  transaction_id bigint not null,
  organisation_id uuid not null,
  first_entry bigint not null,
  last_entry bigint not null,
  primary key (transaction_id, organisation_id)
);--> statement-breakpoint

-- Periods may not overlap; a post holds one person, a person one post at a time.
create extension if not exists btree_gist;--> statement-breakpoint
alter table public.monitoring_periods add constraint monitoring_periods_no_overlap
  exclude using gist (project_id with =, daterange(starts_on, ends_on, '[]') with &&);--> statement-breakpoint
alter table public.post_occupancies add constraint post_occupancies_one_per_post
  exclude using gist (post_id with =, daterange(starts_on, ends_on, '[]') with &&);--> statement-breakpoint
alter table public.post_occupancies add constraint post_occupancies_one_per_assistant
  exclude using gist (assistant_id with =, daterange(starts_on, ends_on, '[]') with &&);--> statement-breakpoint

-- A table or sequence that a later migration adds is read by the backup, but for the keys, which no backup holds.
grant select on all sequences in schema public to hlidka_backup;--> statement-breakpoint
alter default privileges in schema public grant select on sequences to hlidka_backup;--> statement-breakpoint
alter default privileges in schema sec grant select on tables to hlidka_backup;
