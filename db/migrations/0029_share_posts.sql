CREATE TABLE "assistant_leaves" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	CONSTRAINT "assistant_leaves_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "assistant_leaves_kind" CHECK ("assistant_leaves"."kind" in ('sick', 'parental', 'unpaid', 'other')),
	CONSTRAINT "assistant_leaves_dates" CHECK ("assistant_leaves"."ends_on" >= "assistant_leaves"."starts_on")
);
--> statement-breakpoint
ALTER TABLE "assessments" ADD COLUMN "assessed_by" uuid;--> statement-breakpoint
ALTER TABLE "post_occupancies" ADD COLUMN "contract_starts_on" date;--> statement-breakpoint
ALTER TABLE "post_occupancies" ADD COLUMN "contract_ends_on" date;--> statement-breakpoint
ALTER TABLE "post_occupancies" ADD COLUMN "leave_id" uuid;--> statement-breakpoint
ALTER TABLE "assistant_leaves" ADD CONSTRAINT "assistant_leaves_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assistant_leaves" ADD CONSTRAINT "assistant_leaves_assistant" FOREIGN KEY ("organisation_id","project_id","assistant_id") REFERENCES "public"."assistants"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assistant_leaves_project_fk" ON "assistant_leaves" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "assistant_leaves_assistant_fk" ON "assistant_leaves" USING btree ("assistant_id");--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_assessed_by_users_id_fk" FOREIGN KEY ("assessed_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_occupancies" ADD CONSTRAINT "post_occupancies_leave" FOREIGN KEY ("organisation_id","project_id","leave_id") REFERENCES "public"."assistant_leaves"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assessments_user_fk" ON "assessments" USING btree ("assessed_by");--> statement-breakpoint
CREATE INDEX "post_occupancies_leave_fk" ON "post_occupancies" USING btree ("leave_id");--> statement-breakpoint
ALTER TABLE "post_occupancies" ADD CONSTRAINT "post_occupancies_contract_starts" CHECK ("post_occupancies"."contract_starts_on" <= "post_occupancies"."starts_on");--> statement-breakpoint
ALTER TABLE "post_occupancies" ADD CONSTRAINT "post_occupancies_contract_ends" CHECK ("post_occupancies"."contract_ends_on" is null or coalesce("post_occupancies"."ends_on", 'infinity') <= "post_occupancies"."contract_ends_on");--> statement-breakpoint

-- Somebody is away once at a time; a post holds one whole share and a person too, which a trigger holds (sec.hold_shares).
ALTER TABLE "assistant_leaves" ADD CONSTRAINT "assistant_leaves_once"
  EXCLUDE USING gist ("assistant_id" WITH =, daterange("starts_on", "ends_on", '[]') WITH &&);--> statement-breakpoint
ALTER TABLE "post_occupancies" DROP CONSTRAINT "post_occupancies_one_per_post";--> statement-breakpoint
ALTER TABLE "post_occupancies" DROP CONSTRAINT "post_occupancies_one_per_assistant";
