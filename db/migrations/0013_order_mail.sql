-- Mail is ordered by one function, within the organisations of the context; the same event mails a person once.
create function sec.put_mail(organisation uuid, kind text, recipient uuid, event text, content jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.outbox (organisation_id, message_id, template, recipient_id, data)
    values (organisation, encode(sha256(convert_to(concat_ws('/', kind, event, recipient), 'UTF8')), 'hex'), kind, recipient, content)
    on conflict (message_id) do nothing
$$;--> statement-breakpoint
create function sec.queue_mail(organisation uuid, kind text, recipient uuid, event text, content jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not coalesce(organisation = any (sec.organisations()), false) then
    raise exception 'no right to send mail for this organisation' using errcode = '42501';
  end if;
  perform sec.put_mail(organisation, kind, recipient, event, content);
end
$$;--> statement-breakpoint
grant execute on function sec.queue_mail(uuid, text, uuid, text, jsonb) to hlidka_app;--> statement-breakpoint
drop policy puts on public.outbox;--> statement-breakpoint
revoke insert on public.outbox from hlidka_app;
