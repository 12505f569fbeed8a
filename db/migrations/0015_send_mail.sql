-- Mail is sent: how it ended, when and by which way. Administrators see it and send again what failed.
alter table public.outbox drop constraint outbox_state;--> statement-breakpoint
update public.outbox set state = 'sent' where state = 'done';--> statement-breakpoint
alter table public.outbox add column settled_at timestamptz;--> statement-breakpoint
alter table public.outbox add column delivered text;--> statement-breakpoint
update public.outbox set settled_at = next_attempt_at where state <> 'waiting';--> statement-breakpoint
update public.outbox set delivered = 'smtp' where state = 'sent';--> statement-breakpoint
alter table public.outbox add constraint outbox_state check (state in ('waiting', 'sent', 'failed', 'dropped'));--> statement-breakpoint
alter table public.outbox add constraint outbox_delivered check (delivered in ('smtp', 'file'));--> statement-breakpoint
alter table public.outbox add constraint outbox_settled
  check ((state = 'waiting') = (settled_at is null) and (state = 'sent') = (delivered is not null));--> statement-breakpoint
create index outbox_created on public.outbox (created_at);--> statement-breakpoint
create index outbox_recipient on public.outbox (recipient_id);--> statement-breakpoint
grant update (settled_at, delivered) on public.outbox to hlidka_app;--> statement-breakpoint

create policy reads on public.outbox for select to hlidka_app using (organisation_id = any ((select sec.writes('admin'))::uuid[]));--> statement-breakpoint
create policy resends on public.outbox for update to hlidka_app
  using (state in ('failed', 'dropped') and organisation_id = any ((select sec.writes('admin'))::uuid[]))
  with check (state = 'waiting' and organisation_id = any ((select sec.writes('admin'))::uuid[]));
