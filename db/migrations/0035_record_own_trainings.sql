ALTER TABLE "training_attendances" DROP CONSTRAINT "training_attendances_minutes";--> statement-breakpoint
ALTER TABLE "trainings" ADD COLUMN "kind" text DEFAULT 'training' NOT NULL;--> statement-breakpoint
ALTER TABLE "training_attendances" ADD CONSTRAINT "training_attendances_minutes" CHECK ("training_attendances"."minutes" between 1 and 4800);--> statement-breakpoint
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_kind" CHECK ("trainings"."kind" in ('training', 'supervision'));