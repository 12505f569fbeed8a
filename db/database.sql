-- Run once by a superuser in the product's own database, after db/roles.sql; running it again changes nothing.
-- Large objects know no row-level security and fill the disk: nobody makes any. Nor does anybody make tables or types of
-- his own here, not for a moment either: a temporary type stands before PostgreSQL's own.
do $$
declare
  found record;
begin
  for found in
    select p.oid::regprocedure as routine from pg_catalog.pg_proc p
      cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where p.pronamespace = 'pg_catalog'::regnamespace and a.grantee = 0
      and (p.proname like 'lo\_%' or p.proname in ('loread', 'lowrite'))
  loop
    execute format('revoke all on function %s from public', found.routine);
  end loop;
  execute format('revoke create, temporary on database %I from public', current_database());
end
$$;
