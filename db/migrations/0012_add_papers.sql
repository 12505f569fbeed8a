CREATE TABLE "certificates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"registration_id" uuid,
	"walk_in_id" uuid,
	"number" integer NOT NULL,
	"issue" integer NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"blocks" jsonb NOT NULL,
	"minutes" integer NOT NULL,
	"issued_by" uuid NOT NULL,
	"issued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"erased_at" timestamp with time zone,
	CONSTRAINT "certificates_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "certificates_issue" UNIQUE("meeting_id","number","issue"),
	CONSTRAINT "certificates_code" UNIQUE("code"),
	CONSTRAINT "certificates_person" CHECK (("certificates"."registration_id" is null) <> ("certificates"."walk_in_id" is null)),
	CONSTRAINT "certificates_code_form" CHECK ("certificates"."code" ~ '^[0-9a-f]{24}$'),
	CONSTRAINT "certificates_minutes" CHECK ("certificates"."minutes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "list_issues" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"people" integer NOT NULL,
	"added" integer NOT NULL,
	"removed" integer NOT NULL,
	"changed" integer NOT NULL,
	"issued_by" uuid NOT NULL,
	"issued_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "list_issues_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "list_issues_number" UNIQUE("site_id","kind","number"),
	CONSTRAINT "list_issues_kind" CHECK ("list_issues"."kind" in ('badges', 'rooms', 'meals', 'parking', 'sign-in')),
	CONSTRAINT "list_issues_first" CHECK ("list_issues"."number" > 1 or ("list_issues"."removed" = 0 and "list_issues"."changed" = 0))
);
--> statement-breakpoint
CREATE TABLE "list_lines" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"issue_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"line_hash" text NOT NULL,
	CONSTRAINT "list_lines_once" UNIQUE("issue_id","registration_id")
);
--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_issued_by_users_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_walk_in" FOREIGN KEY ("organisation_id","meeting_id","walk_in_id") REFERENCES "public"."walk_ins"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_issues" ADD CONSTRAINT "list_issues_issued_by_users_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_issues" ADD CONSTRAINT "list_issues_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_issues" ADD CONSTRAINT "list_issues_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_lines" ADD CONSTRAINT "list_lines_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_lines" ADD CONSTRAINT "list_lines_issue" FOREIGN KEY ("organisation_id","meeting_id","issue_id") REFERENCES "public"."list_issues"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_lines" ADD CONSTRAINT "list_lines_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "certificates_site_fk" ON "certificates" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "certificates_registration_fk" ON "certificates" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "certificates_walk_in_fk" ON "certificates" USING btree ("walk_in_id");--> statement-breakpoint
CREATE INDEX "certificates_user_fk" ON "certificates" USING btree ("issued_by");--> statement-breakpoint
CREATE INDEX "list_issues_meeting_fk" ON "list_issues" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "list_issues_user_fk" ON "list_issues" USING btree ("issued_by");--> statement-breakpoint
CREATE INDEX "list_lines_registration_fk" ON "list_lines" USING btree ("registration_id");