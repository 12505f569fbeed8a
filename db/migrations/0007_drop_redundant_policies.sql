-- Policies that another one of the same table covers: dropping one of them must not go unnoticed.
drop policy reads on public.settings;--> statement-breakpoint
drop policy reads on public.activity_kinds;--> statement-breakpoint
drop policy inserts on public.organisations;
