-- What a city says of itself: its emblem and the office to turn to, never a person. Its manager keeps it.
ALTER TABLE "organisations" ADD COLUMN "emblem_sha256" text;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "emblem_type" text;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "office_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "office_address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "office_phone" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "office_email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_emblem" CHECK (("organisations"."emblem_sha256" is null) = ("organisations"."emblem_type" is null)
        and "organisations"."emblem_sha256" ~ '^[0-9a-f]{64}$' and "organisations"."emblem_type" in ('image/png', 'image/jpeg'));--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_office" CHECK (length("organisations"."office_name") <= 200 and length("organisations"."office_address") <= 300
        and length("organisations"."office_phone") <= 40 and length("organisations"."office_email") <= 254);--> statement-breakpoint

-- Whether the caller keeps an organisation: it is his city, or he administers everything.
create function sec.keeps(organisation uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(organisation = any (sec.writes('admin')) or (organisation = any (sec.writes('project'))
    and exists (select from public.organisations o where o.id = organisation and o.kind = 'city')), false)
$$;--> statement-breakpoint
create function sec.change_organisation(organisation uuid, new_name text, new_ico text, municipality text, office text, address text, phone text, email text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not sec.keeps(organisation) then
    raise exception 'no right to change this organisation' using errcode = '42501';
  end if;
  update public.organisations o set name = new_name, ico = new_ico, municipality_code = municipality, office_name = office,
    office_address = address, office_phone = phone, office_email = email where o.id = organisation;
end
$$;--> statement-breakpoint
create function sec.set_emblem(organisation uuid, sha256 text, media_type text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not sec.keeps(organisation) then
    raise exception 'no right to change this organisation' using errcode = '42501';
  end if;
  update public.organisations o set emblem_sha256 = sha256, emblem_type = media_type where o.id = organisation;
end
$$;--> statement-breakpoint
grant execute on function sec.keeps(uuid), sec.change_organisation(uuid, text, text, text, text, text, text, text), sec.set_emblem(uuid, text, text) to hlidka_app;
