CREATE TABLE "allocation_pins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"must_site_id" uuid,
	"not_site_id" uuid,
	"kind" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "allocation_pins_not_once" UNIQUE("registration_id","not_site_id"),
	CONSTRAINT "allocation_pins_one" CHECK (num_nonnulls("allocation_pins"."must_site_id", "allocation_pins"."not_site_id") = 1),
	CONSTRAINT "allocation_pins_kind" CHECK ("allocation_pins"."kind" in ('rule', 'move')),
	CONSTRAINT "allocation_pins_reason" CHECK (length("allocation_pins"."reason") <= 500)
);
--> statement-breakpoint
CREATE TABLE "allocation_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"variant" text NOT NULL,
	"based_on_id" uuid,
	"state" text DEFAULT 'proposed' NOT NULL,
	"input" jsonb NOT NULL,
	"input_hash" text NOT NULL,
	"method" text NOT NULL,
	"doubt" text,
	"versions" jsonb NOT NULL,
	"objective" jsonb NOT NULL,
	"placement" jsonb NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"chosen_by" uuid,
	"chosen_at" timestamp with time zone,
	"verdict" text,
	"verified_by" uuid,
	"verified_at" timestamp with time zone,
	CONSTRAINT "allocation_runs_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "allocation_runs_variant" CHECK ("allocation_runs"."variant" in ('balanced', 'together', 'wishes')),
	CONSTRAINT "allocation_runs_state" CHECK ("allocation_runs"."state" in ('proposed', 'chosen')),
	CONSTRAINT "allocation_runs_method" CHECK ("allocation_runs"."method" in ('optimal', 'greedy', 'manual')),
	CONSTRAINT "allocation_runs_by_hand" CHECK (("allocation_runs"."method" = 'manual') = ("allocation_runs"."based_on_id" is not null)),
	CONSTRAINT "allocation_runs_hash" CHECK ("allocation_runs"."input_hash" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "allocation_runs_doubt" CHECK ("allocation_runs"."doubt" in ('time', 'size', 'failed', 'wrong')),
	CONSTRAINT "allocation_runs_chosen" CHECK (("allocation_runs"."chosen_by" is null) = ("allocation_runs"."chosen_at" is null)),
	CONSTRAINT "allocation_runs_verdict" CHECK ("allocation_runs"."verdict" in ('same', 'differs', 'unverified')),
	CONSTRAINT "allocation_runs_verified" CHECK (num_nonnulls("allocation_runs"."verdict", "allocation_runs"."verified_by", "allocation_runs"."verified_at") in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "allocation_pins" ADD CONSTRAINT "allocation_pins_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_pins" ADD CONSTRAINT "allocation_pins_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_pins" ADD CONSTRAINT "allocation_pins_registration" FOREIGN KEY ("organisation_id","meeting_id","registration_id") REFERENCES "public"."registrations"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_pins" ADD CONSTRAINT "allocation_pins_must_site" FOREIGN KEY ("organisation_id","meeting_id","must_site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_pins" ADD CONSTRAINT "allocation_pins_not_site" FOREIGN KEY ("organisation_id","meeting_id","not_site_id") REFERENCES "public"."meeting_sites"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_chosen_by_users_id_fk" FOREIGN KEY ("chosen_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_verified_by_users_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_based_on" FOREIGN KEY ("organisation_id","meeting_id","based_on_id") REFERENCES "public"."allocation_runs"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "allocation_pins_must_once" ON "allocation_pins" USING btree ("registration_id") WHERE must_site_id is not null;--> statement-breakpoint
CREATE INDEX "allocation_pins_meeting_fk" ON "allocation_pins" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "allocation_pins_must_site_fk" ON "allocation_pins" USING btree ("must_site_id");--> statement-breakpoint
CREATE INDEX "allocation_pins_not_site_fk" ON "allocation_pins" USING btree ("not_site_id");--> statement-breakpoint
CREATE INDEX "allocation_pins_user_fk" ON "allocation_pins" USING btree ("decided_by");--> statement-breakpoint
CREATE UNIQUE INDEX "allocation_runs_one_chosen" ON "allocation_runs" USING btree ("meeting_id") WHERE state = 'chosen';--> statement-breakpoint
CREATE INDEX "allocation_runs_meeting_fk" ON "allocation_runs" USING btree ("meeting_id","made_at");--> statement-breakpoint
CREATE INDEX "allocation_runs_based_on_fk" ON "allocation_runs" USING btree ("based_on_id");--> statement-breakpoint
CREATE INDEX "allocation_runs_made_by_fk" ON "allocation_runs" USING btree ("made_by");--> statement-breakpoint
CREATE INDEX "allocation_runs_chosen_by_fk" ON "allocation_runs" USING btree ("chosen_by");--> statement-breakpoint
CREATE INDEX "allocation_runs_verified_by_fk" ON "allocation_runs" USING btree ("verified_by");