-- Where the log of this server stands, by which the gate tells whether a replica has all that the primary has acknowledged.

-- at: of a primary, the end of what is safely written, which is all that was acknowledged (with synchronous_commit on); of a
-- replica, the end of what was replayed. line: which cluster's log it is, and which of its time lines, since after a
-- fail-over the same number of bytes may be of another history. A replica knows that it follows a new time line at its
-- next restart point at the latest.
create or replace function sec.log_position(out at bigint, out line text, out replica boolean)
language plpgsql set search_path = '' as $$
begin
  replica := pg_is_in_recovery();
  if replica then
    at := pg_last_wal_replay_lsn() - '0/0'::pg_lsn;
    line := greatest((pg_control_checkpoint()).timeline_id, (pg_control_recovery()).min_recovery_end_timeline);
  else
    at := pg_current_wal_flush_lsn() - '0/0'::pg_lsn;
    line := ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::int;
  end if;
  line := (pg_control_system()).system_identifier || '/' || line;
end
$$;
grant execute on function sec.log_position() to hlidka_app;
