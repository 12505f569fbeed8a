CREATE TABLE "training_attendances" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"training_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	"area_id" uuid,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"held_on" date,
	"minutes" integer NOT NULL,
	"certificate_id" uuid,
	CONSTRAINT "training_attendances_once" UNIQUE("training_id","assistant_id","number"),
	CONSTRAINT "training_attendances_number" CHECK ("training_attendances"."number" between 1 and 99),
	CONSTRAINT "training_attendances_minutes" CHECK ("training_attendances"."minutes" between 1 and 1440),
	CONSTRAINT "training_attendances_title" CHECK (length(btrim("training_attendances"."title")) between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "training_supports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"training_id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	"counts" boolean NOT NULL,
	"note" text NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "training_supports_note" CHECK (length(btrim("training_supports"."note")) between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "trainings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"title" text NOT NULL,
	"provider" text DEFAULT '' NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"form" text NOT NULL,
	"source" text NOT NULL,
	"meeting_site_id" uuid,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trainings_within" UNIQUE("organisation_id","project_id","id"),
	CONSTRAINT "trainings_meeting" UNIQUE("project_id","meeting_site_id"),
	CONSTRAINT "trainings_title" CHECK (length(btrim("trainings"."title")) between 1 and 300),
	CONSTRAINT "trainings_dates" CHECK ("trainings"."ends_on" >= "trainings"."starts_on"),
	CONSTRAINT "trainings_form" CHECK ("trainings"."form" in ('present', 'electronic')),
	CONSTRAINT "trainings_source" CHECK ("trainings"."source" in ('meeting', 'own') and ("trainings"."source" = 'meeting') = ("trainings"."meeting_site_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "training_attendances" ADD CONSTRAINT "training_attendances_certificate_id_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."certificates"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_attendances" ADD CONSTRAINT "training_attendances_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_attendances" ADD CONSTRAINT "training_attendances_training" FOREIGN KEY ("organisation_id","project_id","training_id") REFERENCES "public"."trainings"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_attendances" ADD CONSTRAINT "training_attendances_assistant" FOREIGN KEY ("organisation_id","project_id","assistant_id") REFERENCES "public"."assistants"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_attendances" ADD CONSTRAINT "training_attendances_area" FOREIGN KEY ("organisation_id","project_id","area_id") REFERENCES "public"."training_areas"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_supports" ADD CONSTRAINT "training_supports_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_supports" ADD CONSTRAINT "training_supports_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_supports" ADD CONSTRAINT "training_supports_training" FOREIGN KEY ("organisation_id","project_id","training_id") REFERENCES "public"."trainings"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_supports" ADD CONSTRAINT "training_supports_assistant" FOREIGN KEY ("organisation_id","project_id","assistant_id") REFERENCES "public"."assistants"("organisation_id","project_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_meeting_site_id_meeting_sites_id_fk" FOREIGN KEY ("meeting_site_id") REFERENCES "public"."meeting_sites"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_project" FOREIGN KEY ("organisation_id","project_id") REFERENCES "public"."projects"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "training_attendances_assistant_fk" ON "training_attendances" USING btree ("assistant_id");--> statement-breakpoint
CREATE INDEX "training_attendances_area_fk" ON "training_attendances" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "training_attendances_certificate_fk" ON "training_attendances" USING btree ("certificate_id");--> statement-breakpoint
CREATE INDEX "training_supports_training_fk" ON "training_supports" USING btree ("training_id","assistant_id","decided_at");--> statement-breakpoint
CREATE INDEX "training_supports_assistant_fk" ON "training_supports" USING btree ("assistant_id");--> statement-breakpoint
CREATE INDEX "training_supports_user_fk" ON "training_supports" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "trainings_site_fk" ON "trainings" USING btree ("meeting_site_id");--> statement-breakpoint
CREATE INDEX "trainings_user_fk" ON "trainings" USING btree ("recorded_by");