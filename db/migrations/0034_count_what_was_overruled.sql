CREATE TABLE "personal_overrules" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid,
	"verb" text NOT NULL,
	"field" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"noticed_on" date NOT NULL,
	CONSTRAINT "personal_overrules_kind" CHECK ("personal_overrules"."kind" in ('birthNumber', 'name', 'phone', 'email', 'address')),
	CONSTRAINT "personal_overrules_reason" CHECK (length(btrim("personal_overrules"."reason")) between 5 and 300)
);
--> statement-breakpoint
ALTER TABLE "personal_overrules" ADD CONSTRAINT "personal_overrules_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_overrules" ADD CONSTRAINT "personal_overrules_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "personal_overrules_project_fk" ON "personal_overrules" USING btree ("organisation_id","project_id","noticed_on");