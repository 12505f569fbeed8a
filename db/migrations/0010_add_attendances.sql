CREATE TABLE "attendance_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attendance_decisions_kind" CHECK ("attendance_decisions"."decision" in ('counted', 'left-out')),
	CONSTRAINT "attendance_decisions_note" CHECK (length("attendance_decisions"."note") <= 2000)
);
--> statement-breakpoint
CREATE TABLE "attendances" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"block_id" uuid NOT NULL,
	"registration_id" uuid,
	"walk_in_id" uuid,
	"state" text NOT NULL,
	"mark" text DEFAULT '' NOT NULL,
	"device" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attendances_person" CHECK (("attendances"."registration_id" is null) <> ("attendances"."walk_in_id" is null)),
	CONSTRAINT "attendances_state" CHECK ("attendances"."state" in ('present', 'undone')),
	CONSTRAINT "attendances_mark" CHECK ("attendances"."mark" in ('', 'withdrawn', 'moved', 'replaced', 'no-seat')),
	CONSTRAINT "attendances_device" CHECK (length("attendances"."device") <= 60)
);
--> statement-breakpoint
CREATE TABLE "walk_ins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"municipality" text NOT NULL,
	"municipality_code" text,
	"recorded_by" uuid NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kept_until" date NOT NULL,
	"erased_at" timestamp with time zone,
	CONSTRAINT "walk_ins_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "walk_ins_name" CHECK (length(btrim("walk_ins"."name")) between 1 and 200),
	CONSTRAINT "walk_ins_municipality" CHECK (length("walk_ins"."municipality") <= 120),
	CONSTRAINT "walk_ins_role" CHECK ("walk_ins"."role" in ('assistant', 'mentor', 'supervisor', 'municipal-police', 'police', 'project', 'other'))
);
--> statement-breakpoint
ALTER TABLE "attendance_decisions" ADD CONSTRAINT "attendance_decisions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_decisions" ADD CONSTRAINT "attendance_decisions_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_decisions" ADD CONSTRAINT "attendance_decisions_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_decisions" ADD CONSTRAINT "attendance_decisions_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_block" FOREIGN KEY ("organisation_id","meeting_id","block_id") REFERENCES "public"."meeting_blocks"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendances" ADD CONSTRAINT "attendances_walk_in" FOREIGN KEY ("organisation_id","meeting_id","walk_in_id") REFERENCES "public"."walk_ins"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walk_ins" ADD CONSTRAINT "walk_ins_municipality_code_municipalities_code_fk" FOREIGN KEY ("municipality_code") REFERENCES "public"."municipalities"("code") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walk_ins" ADD CONSTRAINT "walk_ins_recorded_by_users_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walk_ins" ADD CONSTRAINT "walk_ins_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walk_ins" ADD CONSTRAINT "walk_ins_site" FOREIGN KEY ("organisation_id","meeting_id","site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attendance_decisions_meeting_fk" ON "attendance_decisions" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "attendance_decisions_site_fk" ON "attendance_decisions" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "attendance_decisions_registration_fk" ON "attendance_decisions" USING btree ("registration_id","decided_at");--> statement-breakpoint
CREATE INDEX "attendance_decisions_user_fk" ON "attendance_decisions" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "attendances_meeting_fk" ON "attendances" USING btree ("meeting_id","block_id");--> statement-breakpoint
CREATE INDEX "attendances_site_fk" ON "attendances" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "attendances_block_fk" ON "attendances" USING btree ("block_id");--> statement-breakpoint
CREATE INDEX "attendances_registration_fk" ON "attendances" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "attendances_walk_in_fk" ON "attendances" USING btree ("walk_in_id");--> statement-breakpoint
CREATE INDEX "attendances_user_fk" ON "attendances" USING btree ("recorded_by");--> statement-breakpoint
CREATE INDEX "walk_ins_site_fk" ON "walk_ins" USING btree ("site_id");--> statement-breakpoint
CREATE INDEX "walk_ins_municipality_fk" ON "walk_ins" USING btree ("municipality_code");--> statement-breakpoint
CREATE INDEX "walk_ins_user_fk" ON "walk_ins" USING btree ("recorded_by");--> statement-breakpoint
CREATE INDEX "walk_ins_kept" ON "walk_ins" USING btree ("kept_until");