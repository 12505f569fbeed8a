-- Run once by a superuser on a server, before the first migration. Passwords arrive as session settings
-- hlidka.owner_password, hlidka.app_password and hlidka.backup_password; running it again renews them.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('hlidka_owner', 'nosuperuser nobypassrls nocreatedb nocreaterole login', 'hlidka.owner_password'),
      ('hlidka_app', 'nosuperuser nobypassrls nocreatedb nocreaterole noinherit login', 'hlidka.app_password'),
      ('hlidka_backup', 'nosuperuser bypassrls nocreatedb nocreaterole noinherit login', 'hlidka.backup_password')
    ) as r (name, attributes, password_setting)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
      execute format('create role %I', wanted.name);
    end if;
    execute format('alter role %I with %s password %L', wanted.name, wanted.attributes, current_setting(wanted.password_setting));
  end loop;
end
$$;

alter role hlidka_app set statement_timeout = '30s';
alter role hlidka_app set lock_timeout = '5s';
alter role hlidka_app set idle_in_transaction_session_timeout = '15s';
alter role hlidka_app set jit = off;
alter role hlidka_backup set default_transaction_read_only = on;
