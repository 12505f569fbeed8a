-- Takes away sessions a week after they ended and failed sign-ins after a day. For the worker and the operator only.
create function sec.clean_up() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  gone integer;
  more integer;
begin
  if sec.kind() is null or sec.kind() not in ('worker', 'operator') then
    raise exception 'only the worker cleans up' using errcode = '42501';
  end if;
  delete from public.sessions s where least(s.expires_at, coalesce(s.revoked_at, s.expires_at)) < now() - interval '7 days';
  get diagnostics gone = row_count;
  delete from public.sign_in_failures f where f.at < now() - interval '1 day';
  get diagnostics more = row_count;
  return gone + more;
end
$$;--> statement-breakpoint
grant execute on function sec.clean_up() to hlidka_app;
