-- What was taken away from a record is found by its parent inside the deleted row; deletes are few.
create index audit_entries_deletes on public.audit_entries (table_name, row_id) where op = 'delete';
