CREATE TABLE "invited_addresses" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"email" text NOT NULL,
	"label" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	"objected_at" timestamp with time zone,
	"kept_until" date NOT NULL,
	CONSTRAINT "invited_addresses_within" UNIQUE("organisation_id","meeting_id","id"),
	CONSTRAINT "invited_addresses_once" UNIQUE("meeting_id","email"),
	CONSTRAINT "invited_addresses_source" CHECK ("invited_addresses"."source" in ('project', 'pasted')),
	CONSTRAINT "invited_addresses_label" CHECK (length("invited_addresses"."label") <= 200)
);
--> statement-breakpoint
CREATE TABLE "mail_objections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"email_hash" "bytea" NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_objections_once" UNIQUE("organisation_id","email_hash")
);
--> statement-breakpoint
CREATE TABLE "round_invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"invited_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reminded_at" timestamp with time zone,
	CONSTRAINT "round_invitations_once" UNIQUE("round_id","address_id")
);
--> statement-breakpoint
ALTER TABLE "purges" DROP CONSTRAINT "purges_what";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_one_recipient";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "address_id" uuid;--> statement-breakpoint
ALTER TABLE "invited_addresses" ADD CONSTRAINT "invited_addresses_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invited_addresses" ADD CONSTRAINT "invited_addresses_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_objections" ADD CONSTRAINT "mail_objections_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_invitations" ADD CONSTRAINT "round_invitations_meeting" FOREIGN KEY ("organisation_id","meeting_id") REFERENCES "public"."meetings"("organisation_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_invitations" ADD CONSTRAINT "round_invitations_round" FOREIGN KEY ("organisation_id","meeting_id","round_id") REFERENCES "public"."meeting_rounds"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_invitations" ADD CONSTRAINT "round_invitations_address" FOREIGN KEY ("organisation_id","meeting_id","address_id") REFERENCES "public"."invited_addresses"("organisation_id","meeting_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invited_addresses_user_fk" ON "invited_addresses" USING btree ("added_by");--> statement-breakpoint
CREATE INDEX "invited_addresses_kept" ON "invited_addresses" USING btree ("kept_until");--> statement-breakpoint
CREATE INDEX "round_invitations_address_fk" ON "round_invitations" USING btree ("address_id");--> statement-breakpoint
CREATE INDEX "outbox_address" ON "outbox" USING btree ("address_id");--> statement-breakpoint
ALTER TABLE "purges" ADD CONSTRAINT "purges_what" CHECK ("purges"."what" in ('access', 'mail', 'jobs', 'commands', 'needs', 'registrations', 'coordinators', 'addresses'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_one_recipient" CHECK (num_nonnulls("outbox"."recipient_id", "outbox"."registration_id", "outbox"."team_id", "outbox"."address_id") <= 1);