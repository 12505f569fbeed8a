CREATE TABLE "meeting_blocks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"site_id" uuid,
	"number" integer NOT NULL,
	"title_cs" text NOT NULL,
	"title_en" text DEFAULT '' NOT NULL,
	"lecturer" text DEFAULT '' NOT NULL,
	"provider_cs" text DEFAULT '' NOT NULL,
	"provider_en" text DEFAULT '' NOT NULL,
	"day_number" integer,
	"starts_at" time,
	"duration_minutes" integer,
	CONSTRAINT "meeting_blocks_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "meeting_blocks_number" UNIQUE NULLS NOT DISTINCT("meeting_id","site_id","number"),
	CONSTRAINT "meeting_blocks_number_range" CHECK ("meeting_blocks"."number" between 1 and 99),
	CONSTRAINT "meeting_blocks_day" CHECK ("meeting_blocks"."day_number" between 1 and 14),
	CONSTRAINT "meeting_blocks_minutes" CHECK ("meeting_blocks"."duration_minutes" between 1 and 1440)
);
--> statement-breakpoint
CREATE TABLE "meeting_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "meeting_decisions_kind" CHECK ("meeting_decisions"."decision" in ('open', 'closed', 'allocated', 'published'))
);
--> statement-breakpoint
CREATE TABLE "meeting_rounds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"site_id" uuid,
	"state" text DEFAULT 'planned' NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	CONSTRAINT "meeting_rounds_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "meeting_rounds_number" UNIQUE("meeting_id","number"),
	CONSTRAINT "meeting_rounds_state" CHECK ("meeting_rounds"."state" in ('planned', 'open', 'closed')),
	CONSTRAINT "meeting_rounds_first" CHECK (("meeting_rounds"."number" = 1) = ("meeting_rounds"."site_id" is null)),
	CONSTRAINT "meeting_rounds_number_range" CHECK ("meeting_rounds"."number" between 1 and 20)
);
--> statement-breakpoint
CREATE TABLE "meeting_sites" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"venue_cs" text DEFAULT '' NOT NULL,
	"venue_en" text DEFAULT '' NOT NULL,
	"address" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"arrival_by" time,
	"first_meal" text,
	"ends_at" time,
	"last_meal" text,
	"capacity" integer NOT NULL,
	CONSTRAINT "meeting_sites_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "meeting_sites_code" UNIQUE("meeting_id","code"),
	CONSTRAINT "meeting_sites_code_form" CHECK ("meeting_sites"."code" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "meeting_sites_dates" CHECK ("meeting_sites"."ends_on" >= "meeting_sites"."starts_on"),
	CONSTRAINT "meeting_sites_capacity" CHECK ("meeting_sites"."capacity" >= 0),
	CONSTRAINT "meeting_sites_meals" CHECK ("meeting_sites"."first_meal" in ('breakfast', 'lunch', 'dinner') and "meeting_sites"."last_meal" in ('breakfast', 'lunch', 'dinner'))
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"reference_number" text NOT NULL,
	"issued_on" date,
	"title_cs" text NOT NULL,
	"title_en" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"copied_from_id" uuid,
	"office_cs" text DEFAULT '' NOT NULL,
	"office_en" text DEFAULT '' NOT NULL,
	"contact_name" text DEFAULT '' NOT NULL,
	"contact_email" text,
	"contact_phone" text DEFAULT '' NOT NULL,
	"signatory_name" text DEFAULT '' NOT NULL,
	"signatory_role_cs" text DEFAULT '' NOT NULL,
	"signatory_role_en" text DEFAULT '' NOT NULL,
	"invitation_cs" text DEFAULT '' NOT NULL,
	"invitation_en" text DEFAULT '' NOT NULL,
	"legal_cs" text DEFAULT '' NOT NULL,
	"legal_en" text DEFAULT '' NOT NULL,
	"paid_cs" text DEFAULT '' NOT NULL,
	"paid_en" text DEFAULT '' NOT NULL,
	"unpaid_cs" text DEFAULT '' NOT NULL,
	"unpaid_en" text DEFAULT '' NOT NULL,
	"parking_cs" text DEFAULT '' NOT NULL,
	"parking_en" text DEFAULT '' NOT NULL,
	"registration_cs" text DEFAULT '' NOT NULL,
	"registration_en" text DEFAULT '' NOT NULL,
	"programme_cs" text DEFAULT '' NOT NULL,
	"programme_en" text DEFAULT '' NOT NULL,
	"team_cs" text DEFAULT '' NOT NULL,
	"team_en" text DEFAULT '' NOT NULL,
	"closing_cs" text DEFAULT '' NOT NULL,
	"closing_en" text DEFAULT '' NOT NULL,
	CONSTRAINT "meetings_slug_unique" UNIQUE("slug"),
	CONSTRAINT "meetings_within" UNIQUE("organisation_id","id"),
	CONSTRAINT "meetings_reference_number" UNIQUE("organisation_id","reference_number"),
	CONSTRAINT "meetings_slug" CHECK ("meetings"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "meetings_state" CHECK ("meetings"."state" in ('draft', 'open', 'closed', 'allocated', 'published')),
	CONSTRAINT "meetings_title" CHECK (length(btrim("meetings"."title_cs")) between 1 and 300 and length(btrim("meetings"."title_en")) between 1 and 300),
	CONSTRAINT "meetings_copy" CHECK ("meetings"."copied_from_id" <> "meetings"."id")
);
--> statement-breakpoint
CREATE TABLE "round_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "round_decisions_kind" CHECK ("round_decisions"."decision" in ('open', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "meeting_blocks" ADD CONSTRAINT "meeting_blocks_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_blocks" ADD CONSTRAINT "meeting_blocks_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_decisions" ADD CONSTRAINT "meeting_decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_decisions" ADD CONSTRAINT "meeting_decisions_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_rounds" ADD CONSTRAINT "meeting_rounds_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_rounds" ADD CONSTRAINT "meeting_rounds_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_sites" ADD CONSTRAINT "meeting_sites_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_copied_from" FOREIGN KEY ("organisation_id","copied_from_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_decisions" ADD CONSTRAINT "round_decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_decisions" ADD CONSTRAINT "round_decisions_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_decisions" ADD CONSTRAINT "round_decisions_round" FOREIGN KEY ("organisation_id","meeting_id","round_id") REFERENCES "public"."meeting_rounds"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meeting_blocks_site_fk" ON "meeting_blocks" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "meeting_decisions_meeting_fk" ON "meeting_decisions" USING btree ("meeting_id","decided_at");--> statement-breakpoint
CREATE INDEX "meeting_decisions_user_fk" ON "meeting_decisions" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "meeting_rounds_site_fk" ON "meeting_rounds" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "meetings_copied_from_fk" ON "meetings" USING btree ("copied_from_id");--> statement-breakpoint
CREATE INDEX "round_decisions_round_fk" ON "round_decisions" USING btree ("round_id","decided_at");--> statement-breakpoint
CREATE INDEX "round_decisions_user_fk" ON "round_decisions" USING btree ("decided_by");