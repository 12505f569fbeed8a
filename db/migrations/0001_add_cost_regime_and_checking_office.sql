ALTER TABLE "projects" ADD COLUMN "cost_regime" text;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "flat_rate_per_100000" integer;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "cost_regime_origin" text;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "cost_regime_source" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "checking_office" text;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "checking_office_origin" text;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "checking_office_source" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_cost_regime" CHECK ("projects"."cost_regime" in ('flat', 'indirect', 'unit'));--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_flat_rate" CHECK ("projects"."flat_rate_per_100000" between 1 and 100000);--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_flat_regime" CHECK ((coalesce("projects"."cost_regime", 'unit') <> 'unit') = ("projects"."flat_rate_per_100000" is not null));--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_cost_regime_origin" CHECK (("projects"."cost_regime" is null) = ("projects"."cost_regime_origin" is null) and "projects"."cost_regime_origin" in ('published', 'entered', 'inferred'));--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_checking_office" CHECK (length(btrim("projects"."checking_office")) between 1 and 200);--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_checking_office_origin" CHECK (("projects"."checking_office" is null) = ("projects"."checking_office_origin" is null) and "projects"."checking_office_origin" in ('published', 'entered', 'inferred'));