CREATE TABLE "practice_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"practice_id" uuid NOT NULL,
	"author_id" uuid,
	"decision" text NOT NULL,
	"reason" text,
	"note" text DEFAULT '' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "practice_decisions_kind" CHECK ("practice_decisions"."decision" in ('sent', 'published', 'returned')),
	CONSTRAINT "practice_decisions_reason" CHECK (("practice_decisions"."decision" = 'returned') = ("practice_decisions"."reason" is not null) and "practice_decisions"."reason" in ('personal', 'unclear', 'elsewhere', 'known', 'other')
        and ("practice_decisions"."decision" <> 'returned' or length(btrim("practice_decisions"."note")) between 1 and 1000)),
	CONSTRAINT "practice_decisions_by" CHECK ("practice_decisions"."decision" = 'sent' or "practice_decisions"."decided_by" is not null)
);
--> statement-breakpoint
CREATE TABLE "practices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"author_id" uuid,
	"registration_id" uuid,
	"municipality_code" text NOT NULL,
	"kind" text NOT NULL,
	"topic" text NOT NULL,
	"title" text NOT NULL,
	"happened" text NOT NULL,
	"lesson" text NOT NULL,
	"state" text DEFAULT 'sent' NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone,
	CONSTRAINT "practices_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "practices_author" CHECK (num_nonnulls("practices"."author_id", "practices"."registration_id") = 1),
	CONSTRAINT "practices_kind" CHECK ("practices"."kind" in ('good', 'bad')),
	CONSTRAINT "practices_topic" CHECK ("practices"."topic" in ('patrol', 'school', 'neighbours', 'housing', 'debts', 'addiction', 'violence', 'minorities', 'crisis', 'cooperation', 'team', 'other')),
	CONSTRAINT "practices_title" CHECK (length(btrim("practices"."title")) between 1 and 120),
	CONSTRAINT "practices_happened" CHECK (length(btrim("practices"."happened")) between 1 and 3000),
	CONSTRAINT "practices_lesson" CHECK (length(btrim("practices"."lesson")) between 1 and 1500),
	CONSTRAINT "practices_state" CHECK ("practices"."state" in ('sent', 'published', 'returned')),
	CONSTRAINT "practices_published_at" CHECK (("practices"."state" = 'published') = ("practices"."published_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "practice_decisions" ADD CONSTRAINT "practice_decisions_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_decisions" ADD CONSTRAINT "practice_decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_decisions" ADD CONSTRAINT "practice_decisions_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_decisions" ADD CONSTRAINT "practice_decisions_practice" FOREIGN KEY ("organisation_id","meeting_id","practice_id") REFERENCES "public"."practices"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practices" ADD CONSTRAINT "practices_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practices" ADD CONSTRAINT "practices_municipality_code_municipalities_code_fk" FOREIGN KEY ("municipality_code") REFERENCES "public"."municipalities"("code") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practices" ADD CONSTRAINT "practices_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practices" ADD CONSTRAINT "practices_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "practice_decisions_practice_fk" ON "practice_decisions" USING btree ("practice_id","decided_at");--> statement-breakpoint
CREATE INDEX "practice_decisions_author_fk" ON "practice_decisions" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "practice_decisions_user_fk" ON "practice_decisions" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "practices_author_fk" ON "practices" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "practices_registration_fk" ON "practices" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "practices_municipality_fk" ON "practices" USING btree ("municipality_code");--> statement-breakpoint
CREATE INDEX "practices_published" ON "practices" USING btree ("published_at");