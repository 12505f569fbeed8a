ALTER TABLE "expenses" DROP CONSTRAINT "expenses_document";--> statement-breakpoint
ALTER TABLE "expenses" ADD COLUMN "posting" integer;