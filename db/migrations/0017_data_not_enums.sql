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
ALTER TABLE "catalogue_items" ADD CONSTRAINT "catalogue_items_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "catalogue_items_organisation" ON "catalogue_items" USING btree ("organisation_id");--> statement-breakpoint
-- Lists of the operator, read by everyone who has entered, as settings and kinds of activity are.
select sec.protect('catalogue_items', 'admin');--> statement-breakpoint
drop policy reads on public.catalogue_items;--> statement-breakpoint
create policy reads_for_all on public.catalogue_items for select to hlidka_app using ((select sec.kind()) is not null);
