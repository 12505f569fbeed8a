-- Everybody keeps the language and colours of his own account; a browser that has none takes them at sign-in, mail is
-- written in the language.
alter table public.users add column preferred_at timestamptz;--> statement-breakpoint
create function sec.prefer(new_locale text, new_theme text) returns void
language sql security definer set search_path = '' as $$
  update public.users u set locale = new_locale, theme = new_theme, preferred_at = now() where u.id = sec.session_user_id()
$$;--> statement-breakpoint
-- What one has chosen; null for whoever has not.
create function sec.own_preferences() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('locale', u.locale, 'theme', u.theme) from public.users u
  where u.id = sec.session_user_id() and u.preferred_at is not null
$$;--> statement-breakpoint
grant execute on function sec.prefer(text, text), sec.own_preferences() to hlidka_app;
