-- What stands around every table: a line begins each one (protect, lock_down or strip), what is special follows it up to
-- the next. Applied table by table, and only where something differs; a table that is not there yet is passed over.

-- Organisations, people and the lists of the operator. Each policy does something that no other does, so that dropping
-- any of them is noticed.
select sec.protect('organisations', 'admin', org_column => 'id');
alter policy reads on public.organisations using ((select sec.reads_all()) or id = any ((select sec.places())::uuid[]));
drop policy inserts on public.organisations;
create policy inserts_new on public.organisations for insert to hlidka_app with check ((select sec.writes_everywhere('admin')));
-- Kept by functions of sec, as the marks of an account and the end of a role below.
revoke update (emblem_sha256, emblem_type, office_name, office_address, office_phone, office_email) on public.organisations from hlidka_app;

-- A role in one project names the people of the city; their addresses, and why somebody is away, it does not.
select sec.protect('users', 'admin', '{email,name}');
alter policy reads on public.users using (organisation_id = any ((select sec.organisations())::uuid[]) or id = (select sec.user_id()));
revoke update (password_changed_at, sign_in_changed_at, preferred_at) on public.users from hlidka_app;

select sec.protect('role_assignments', 'admin');
alter policy reads on public.role_assignments using (organisation_id = any ((select sec.places())::uuid[]));
revoke update (ended_at) on public.role_assignments from hlidka_app;

-- A token makes no other token, nor of one that is there; it is ended and nothing else.
select sec.protect('api_tokens', 'admin', '{name,token_hash}');
revoke update on public.api_tokens from hlidka_app;
grant update (revoked_at) on public.api_tokens to hlidka_app;
alter policy inserts on public.api_tokens
  with check (organisation_id = any ((select sec.writes('admin'))::uuid[]) and (select sec.kind()) <> 'token');

-- Settings and the catalogue are read by everyone who has entered.
select sec.protect('settings', 'admin');
drop policy reads on public.settings;
create policy reads_for_all on public.settings for select to hlidka_app using ((select sec.kind()) is not null);

select sec.protect('activity_kinds', 'admin');
drop policy reads on public.activity_kinds;
create policy reads_for_all on public.activity_kinds for select to hlidka_app using ((select sec.kind()) is not null);
create trigger loosens_sums after update on public.activity_kinds referencing old table as old_rows new table as new_rows
  for each statement execute function sec.loosen_sums();

select sec.protect('catalogue_items', 'admin');
drop policy reads on public.catalogue_items;
create policy reads_for_all on public.catalogue_items for select to hlidka_app using ((select sec.kind()) is not null);

select sec.strip('public.municipalities');
grant select on public.municipalities to hlidka_app, hlidka_backup;

select sec.lock_down('invitations');
select sec.audit_table('invitations', '{token_hash}');
select sec.let_read('invitations');
grant select on public.invitations to hlidka_app;

-- A deputy may stand in where he holds nothing himself.
select sec.lock_down('delegations');
select sec.audit_table('delegations', '{reason}');
select sec.let_read('delegations');
create policy reads_own on public.delegations for select to hlidka_app
  using ((select sec.user_id()) in (principal_id, deputy_id));
grant select on public.delegations to hlidka_app;

select sec.lock_down('subscriptions');
select sec.audit_table('subscriptions', '{token_hash}');
create policy reads on public.subscriptions for select to hlidka_app using (user_id = (select sec.user_id()));
create policy subscribes on public.subscriptions for insert to hlidka_app
  with check (user_id = (select sec.user_id()) and organisation_id = (select sec.home()) and (select sec.kind()) = 'session');
create policy changes on public.subscriptions for update to hlidka_app
  using (user_id = (select sec.user_id()) and (select sec.kind()) = 'session')
  with check (user_id = (select sec.user_id()) and (select sec.kind()) = 'session');
create policy ends on public.subscriptions for delete to hlidka_app
  using (user_id = (select sec.user_id()) and (select sec.kind()) = 'session');
create policy takes on public.subscriptions for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));
grant select, insert, delete, update (every) on public.subscriptions to hlidka_app;

-- Projects and their parts.
select sec.protect('projects', 'project', '{closing_note}');
drop policy reads on public.projects;
select sec.let_read('projects', project_column => 'id');
alter policy updates on public.projects
  using (organisation_id = any ((select sec.writes('project'))::uuid[]) or id = any ((select sec.writes_in('project'))::uuid[]))
  with check (organisation_id = any ((select sec.writes('project'))::uuid[]) or id = any ((select sec.writes_in('project'))::uuid[]));

select sec.protect('funding_sources', 'project');
select sec.protect('goals', 'project');
select sec.protect('key_activities', 'project');
create trigger within_project_days before insert or update on public.key_activities
  for each row execute function sec.within_project_days('starts_on', 'ends_on');
select sec.protect('localities', 'project');
select sec.protect('monitoring_periods', 'project');
create trigger within_project_days before insert or update on public.monitoring_periods
  for each row execute function sec.within_project_days('starts_on', 'ends_on');
select sec.protect('milestones', 'project', '{title}');
select sec.protect('project_mentors', 'project');
select sec.protect('posts', 'project');
create trigger within_project_days before insert or update on public.posts
  for each row execute function sec.within_project_days('starts_on', 'ends_on');
select sec.protect('training_areas', 'project');
select sec.protect('indicators', 'project');
select sec.protect('indicator_targets', 'project');
select sec.protect('budget_versions', 'budget');
select sec.protect('budget_lines', 'budget');
select sec.protect('plan_months', 'budget');
create trigger within_project_days before insert or update on public.plan_months
  for each row execute function sec.within_project_days('month');

-- What is recorded in a project. Nobody is taken out of the team, his posts and scores neither.
select sec.protect('assistants', 'team', '{name}');
drop policy deletes on public.assistants;
revoke delete on public.assistants from hlidka_app;
select sec.protect('post_occupancies', 'team');
drop policy deletes on public.post_occupancies;
revoke delete on public.post_occupancies from hlidka_app;
create trigger within_project_days before insert or update on public.post_occupancies
  for each row execute function sec.within_project_days('starts_on', 'ends_on');
select sec.hold_shares_of('post_occupancies', false);
select sec.protect('assistant_leaves', 'team');
create trigger within_project_days before insert or update on public.assistant_leaves
  for each row execute function sec.within_project_days('starts_on', 'ends_on');
select sec.hold_shares_of('assistant_leaves', true);
select sec.protect('assessments', 'team', '{note}');
drop policy deletes on public.assessments;
revoke delete on public.assessments from hlidka_app;

-- What somebody is to learn and how it goes: a look at a goal is a decision and stays, an evaluation is the author's own.
select sec.protect('development_goals', 'team', '{title,measure}');
drop policy deletes on public.development_goals;
revoke delete on public.development_goals from hlidka_app;
select sec.protect('development_reviews', 'team', '{note}');
alter policy inserts on public.development_reviews with check (
  (organisation_id = any ((select sec.writes('team'))::uuid[]) or project_id = any ((select sec.writes_in('team'))::uuid[]))
  and (decided_by = (select sec.user_id()) or (select sec.kind()) = 'operator'));
drop policy updates on public.development_reviews;
drop policy deletes on public.development_reviews;
revoke update, delete on public.development_reviews from hlidka_app;
select sec.protect('assistant_evaluations', 'team', '{note}');
alter policy inserts on public.assistant_evaluations with check (
  (organisation_id = any ((select sec.writes('team'))::uuid[]) or project_id = any ((select sec.writes_in('team'))::uuid[]))
  and (author_id = (select sec.user_id()) or (select sec.kind()) = 'operator'));
drop policy deletes on public.assistant_evaluations;
revoke delete, update (author_id, assistant_id, month) on public.assistant_evaluations from hlidka_app;
select sec.protect('mentor_lessons', 'team');
select sec.protect('mentor_contracts', 'project');
select sec.protect('selection_rounds', 'team', '{motivation,note}');
drop policy deletes on public.selection_rounds;
revoke delete on public.selection_rounds from hlidka_app;

-- How shifts are meant to be served; no sum and no indicator asks it.
select sec.protect('planned_shifts', 'field', '{task}');
create trigger within_project_days before insert or update on public.planned_shifts
  for each row execute function sec.within_project_days('planned_on');
select sec.protect('planned_shift_people', 'field');
drop policy updates on public.planned_shift_people;
revoke update on public.planned_shift_people from hlidka_app;
select sec.protect('planned_days', 'field', '{priorities}');
create trigger within_project_days before insert or update on public.planned_days
  for each row execute function sec.within_project_days('planned_on');

-- The record of trainings is read in its project; what comes from a certificate is written by functions alone
-- (db/sql/trainings.sql), so that its hours are the certificate's.
select sec.lock_down('trainings');
select sec.audit_table('trainings');
select sec.let_read('trainings');
grant select on public.trainings to hlidka_app;
select sec.lock_down('training_attendances');
select sec.audit_table('training_attendances');
select sec.let_read('training_attendances');
grant select on public.training_attendances to hlidka_app;
select sec.lock_down('training_supports');
select sec.audit_table('training_supports', '{note}');
select sec.let_read('training_supports');
grant select on public.training_supports to hlidka_app;

-- A value is typed in one's own name, and never verified in the same breath: who wrote it is noted at the end of a statement.
-- It is corrected until it is verified; what was typed stays.
select sec.protect('indicator_measurements', 'measure', '{note}');
alter policy inserts on public.indicator_measurements with check (
  (organisation_id = any ((select sec.writes('measure'))::uuid[]) or project_id = any ((select sec.writes_in('measure'))::uuid[]))
  and (author_id = (select sec.user_id()) and state = 'submitted' or (select sec.kind()) = 'operator'));
alter policy updates on public.indicator_measurements with check (
  (organisation_id = any ((select sec.writes('measure'))::uuid[]) or project_id = any ((select sec.writes_in('measure'))::uuid[]))
  and (author_id = (select sec.user_id()) or state <> 'submitted' or (select sec.kind()) = 'operator'));
drop policy deletes on public.indicator_measurements;
revoke delete, update (indicator_id, measured_on) on public.indicator_measurements from hlidka_app;
create trigger keeps_values before update on public.indicator_measurements for each row
  when (old.state <> 'submitted' or new.state <> old.state) execute function sec.keep_values();
create trigger follows_decision after insert or update on public.indicator_measurements for each row
  execute function sec.follow_decision('measurement_decisions', 'measurement_id', 'submitted', '{submitted>verified,verified>replaced}');
create constraint trigger keeps_successor after update on public.indicator_measurements deferrable initially deferred
  for each row when (new.state = 'replaced' and old.state <> 'replaced') execute function sec.keep_successor();
select sec.note_writers_of('indicator_measurements');

-- A decision is taken now, in one's own name, moves its record and stays.
select sec.protect('measurement_decisions', 'decide');
alter policy inserts on public.measurement_decisions with check (
  (organisation_id = any ((select sec.writes('decide'))::uuid[]) or project_id = any ((select sec.writes_in('decide'))::uuid[]))
  and (decided_by = (select sec.user_id()) and decided_at = now() or (select sec.kind()) = 'operator'));
drop policy updates on public.measurement_decisions;
drop policy deletes on public.measurement_decisions;
revoke update, delete on public.measurement_decisions from hlidka_app;
create trigger four_eyes after insert on public.measurement_decisions
  for each row execute function sec.four_eyes('measurement_id', 'verified');
create trigger with_its_state after insert on public.measurement_decisions for each row
  when (current_user = 'hlidka_app') execute function sec.decide_once('indicator_measurements', 'measurement_id');

select sec.protect('expense_imports', 'money', '{file_name}');
select sec.protect('expenses', 'money');
create trigger keep_regime before insert or update of budget_line_id, kind on public.expenses
  for each row execute function sec.keep_regime();
select sec.sum_rows_of('expenses', 'sum_money');
select sec.protect('claims', 'money');
select sec.sum_rows_of('claims', 'sum_money');
select sec.protect('claim_items', 'money');
select sec.sum_rows_of('claim_items', 'sum_money');

-- A shift is logged in one's own name; only a draft is deleted. The note: of entries from before it had its own table.
select sec.protect('activities', 'field', '{note}');
alter policy inserts on public.activities with check (
  (organisation_id = any ((select sec.writes('field'))::uuid[]) or project_id = any ((select sec.writes_in('field'))::uuid[]))
  and (author_id = (select sec.user_id()) or (select sec.kind()) = 'operator'));
alter policy deletes on public.activities using (state = 'draft'
  and (organisation_id = any ((select sec.writes('field'))::uuid[]) or project_id = any ((select sec.writes_in('field'))::uuid[])));
revoke update (author_id, recorded_at) on public.activities from hlidka_app;
create trigger within_project_days before insert or update on public.activities
  for each row execute function sec.within_project_days('happened_on');
create trigger keeps_values before update on public.activities for each row
  when (old.state not in ('draft', 'returned')) execute function sec.keep_values();
create trigger follows_decision after insert or update on public.activities for each row
  execute function sec.follow_decision('activity_decisions', 'activity_id', 'draft',
    '{draft>submitted,returned>submitted,submitted>draft,submitted>returned,submitted>approved}');
create trigger keeps_spans after update on public.activities referencing old table as old_rows new table as new_rows
  for each statement execute function sec.keep_spans();
create trigger opens_notes after update on public.activities referencing old table as old_rows new table as new_rows
  for each statement execute function sec.open_notes();
select sec.note_writers_of('activities');
select sec.sum_rows_of('activities', 'sum_shifts');

-- Until its shift is approved a note is read by its authors and by who approves there.
select sec.protect('activity_notes', 'field', '{note}');
alter policy reads on public.activity_notes using (
  (organisation_id = any ((select sec.cities())::uuid[]) or (select sec.reads_all()) or project_id = any ((select sec.projects())::uuid[]))
  and (approved or author_ids && (select array[sec.user_id(), sec.stands_for()])
    or organisation_id = any ((select sec.writes('decide'))::uuid[]) or project_id = any ((select sec.writes_in('decide'))::uuid[])));
revoke update (activity_id, approved, author_ids) on public.activity_notes from hlidka_app;
create trigger owns_note before insert or update on public.activity_notes for each row execute function sec.own_note();
create trigger keeps_parts after insert or update or delete on public.activity_notes
  for each row when (current_user = 'hlidka_app') execute function sec.keep_parts();
create trigger touches_shift_by_text after update on public.activity_notes for each row
  when (old.note <> new.note) execute function sec.touch_shift();
create trigger touches_shift after insert or delete on public.activity_notes for each row execute function sec.touch_shift();
select sec.note_writers_of('activity_notes');

select sec.protect('activity_assistants', 'field');
drop policy updates on public.activity_assistants;
revoke update on public.activity_assistants from hlidka_app;
create trigger keeps_parts after insert or delete on public.activity_assistants
  for each row when (current_user = 'hlidka_app') execute function sec.keep_parts();
create trigger keeps_spans after insert on public.activity_assistants referencing new table as new_rows
  for each statement execute function sec.keep_spans();
select sec.note_writers_of('activity_assistants');
select sec.sum_rows_of('activity_assistants', 'sum_parts');

select sec.lock_down('shift_spans');
select sec.let_read('shift_spans');
grant select on public.shift_spans to hlidka_app;

select sec.protect('activity_places', 'field');
drop policy updates on public.activity_places;
revoke update on public.activity_places from hlidka_app;
create trigger keeps_parts after insert or delete on public.activity_places
  for each row when (current_user = 'hlidka_app') execute function sec.keep_parts();
create trigger touches_shift after insert or delete on public.activity_places for each row execute function sec.touch_shift();
select sec.note_writers_of('activity_places');

select sec.protect('activity_counts', 'field');
revoke update (activity_id, kind_id, place_id) on public.activity_counts from hlidka_app;
create trigger keeps_parts after insert or update or delete on public.activity_counts
  for each row when (current_user = 'hlidka_app') execute function sec.keep_parts();
select sec.note_writers_of('activity_counts');
select sec.sum_rows_of('activity_counts', 'sum_parts');

-- Whoever logs hands in and takes back; whoever decides does the rest.
select sec.protect('activity_decisions', 'decide', '{note}');
alter policy inserts on public.activity_decisions with check (
  (organisation_id = any ((select sec.writes('decide'))::uuid[]) or project_id = any ((select sec.writes_in('decide'))::uuid[])
    or decision in ('submitted', 'draft') and (organisation_id = any ((select sec.writes('field'))::uuid[])
      or project_id = any ((select sec.writes_in('field'))::uuid[])))
  and (decided_by = (select sec.user_id()) and decided_at = now() or (select sec.kind()) = 'operator'));
drop policy updates on public.activity_decisions;
drop policy deletes on public.activity_decisions;
revoke update, delete on public.activity_decisions from hlidka_app;
create trigger four_eyes after insert on public.activity_decisions
  for each row execute function sec.four_eyes('activity_id', 'approved');
create trigger takes_back after insert on public.activity_decisions for each row
  when (new.decision = 'draft') execute function sec.take_back();
create trigger with_its_state after insert on public.activity_decisions for each row
  when (current_user = 'hlidka_app') execute function sec.decide_once('activities', 'activity_id');
create trigger tells_returned after insert on public.activity_decisions for each row
  when (new.decision = 'returned' and current_user = 'hlidka_app') execute function sec.tell_returned();
select sec.note_writers_of('activity_decisions');
select sec.sum_rows_of('activity_decisions', 'sum_decisions');

-- What shifts add up to is read with them and written by triggers alone; in no log, which has what it follows from.
select sec.lock_down('activity_sums');
select sec.let_read('activity_sums');
grant select on public.activity_sums to hlidka_app;
select sec.lock_down('activity_totals');
select sec.let_read('activity_totals');
grant select on public.activity_totals to hlidka_app;
select sec.lock_down('money_sums');
select sec.let_read('money_sums');
grant select on public.money_sums to hlidka_app;
select sec.lock_down('money_totals');
select sec.let_read('money_totals');
grant select on public.money_totals to hlidka_app;
-- For the functions that keep the sums of money.
select sec.lock_down('expense_marks');

-- National meetings: everybody sees one from its opening on, with its sites, rounds and programme; the decisions stay with
-- who holds it. Only a draft is deleted.
select sec.protect('meetings', 'meeting', '{contact_name,contact_email,contact_phone,signatory_name}');
create policy reads_open on public.meetings for select to hlidka_app using (state <> 'draft' and (select sec.kind()) is not null);
alter policy deletes on public.meetings using (state = 'draft' and organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create trigger follows_decision after insert or update on public.meetings for each row
  execute function sec.follow_decision('meeting_decisions', 'meeting_id', 'draft',
    '{draft>open,open>closed,closed>open,closed>allocated,allocated>closed,allocated>published,published>allocated}');

select sec.protect('meeting_sites', 'meeting');
create policy reads_open on public.meeting_sites for select to hlidka_app using (meeting_id = any ((select sec.open_meetings())::uuid[]));
revoke update (meeting_id) on public.meeting_sites from hlidka_app;
create trigger closes_ranks before update of capacity on public.meeting_sites for each row
  when (new.capacity < old.capacity) execute function sec.close_ranks();
create trigger settles_seats after update on public.meeting_sites for each row
  when (new.capacity > old.capacity or new.starts_on > old.starts_on) execute function sec.follow_site();

select sec.protect('meeting_blocks', 'meeting', '{lecturer}');
create policy reads_open on public.meeting_blocks for select to hlidka_app using (meeting_id = any ((select sec.open_meetings())::uuid[]));
revoke update (meeting_id) on public.meeting_blocks from hlidka_app;

select sec.protect('meeting_rounds', 'meeting');
create policy reads_open on public.meeting_rounds for select to hlidka_app using (meeting_id = any ((select sec.open_meetings())::uuid[]));
revoke update (meeting_id) on public.meeting_rounds from hlidka_app;
create trigger follows_decision after insert or update on public.meeting_rounds for each row
  execute function sec.follow_decision('round_decisions', 'round_id', 'planned', '{planned>open,open>closed,closed>open}');

select sec.protect('meeting_decisions', 'meeting', '{note}');
alter policy inserts on public.meeting_decisions with check (organisation_id = any ((select sec.writes('meeting'))::uuid[])
  and (decided_by = (select sec.user_id()) and decided_at = now() or (select sec.kind()) = 'operator'));
drop policy updates on public.meeting_decisions;
drop policy deletes on public.meeting_decisions;
revoke update, delete on public.meeting_decisions from hlidka_app;
create trigger with_its_state after insert on public.meeting_decisions for each row
  when (current_user = 'hlidka_app') execute function sec.decide_once('meetings', 'meeting_id');

select sec.protect('round_decisions', 'meeting', '{note}');
alter policy inserts on public.round_decisions with check (organisation_id = any ((select sec.writes('meeting'))::uuid[])
  and (decided_by = (select sec.user_id()) and decided_at = now() or (select sec.kind()) = 'operator'));
drop policy updates on public.round_decisions;
drop policy deletes on public.round_decisions;
revoke update, delete on public.round_decisions from hlidka_app;
create trigger with_its_state after insert on public.round_decisions for each row
  when (current_user = 'hlidka_app') execute function sec.decide_once('meeting_rounds', 'round_id');

-- Of the feedback only when a wave ends is for others to see; who opened the form, and what was said, is for functions
-- alone (db/sql/feedback.sql), and neither enters the log.
select sec.lock_down('feedback_waves');
select sec.audit_table('feedback_waves');
select sec.let_read('feedback_waves');
grant select on public.feedback_waves to hlidka_app;
select sec.lock_down('feedback_marks');
select sec.lock_down('feedback_tickets');
select sec.lock_down('feedback_counts');
select sec.lock_down('feedback_texts');

-- What is told in the exchange is everybody's who is signed in once it is published; until then its author's and the
-- organiser's. Written by functions alone (db/sql/practices.sql).
select sec.lock_down('practices');
select sec.audit_table('practices', '{title,happened,lesson}');
create policy reads on public.practices for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy reads_published on public.practices for select to hlidka_app using (state = 'published' and (select sec.user_id()) is not null);
create policy reads_own on public.practices for select to hlidka_app using (author_id = (select sec.user_id()));
grant select on public.practices to hlidka_app;

select sec.lock_down('practice_decisions');
select sec.audit_table('practice_decisions', '{note}');
create policy reads on public.practice_decisions for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy reads_own on public.practice_decisions for select to hlidka_app using (author_id = (select sec.user_id()));
grant select on public.practice_decisions to hlidka_app;

-- Who registered for a meeting is read by its organiser, and by the worker for the mail; who reads everything is told
-- counts (sec.registration_counts). Written by functions alone (db/sql/registrations.sql).
select sec.lock_down('registrations');
select sec.audit_table('registrations', '{name,email,office_email,role,municipality_code,correction_hash,correction}');
create policy reads_city on public.registrations for select to hlidka_app using (team_id = any ((select sec.city_teams())::uuid[]));
create policy reads on public.registrations for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy takes on public.registrations for select to hlidka_app using ((select sec.kind()) = 'worker');
grant select on public.registrations to hlidka_app;
create trigger settles_seats_insert after insert on public.registrations referencing new table as new_rows
  for each statement execute function sec.follow_registrations();
create trigger settles_seats after update on public.registrations referencing old table as old_rows new table as new_rows
  for each statement execute function sec.follow_registrations();
create trigger cleans_mails after update of email on public.registrations for each row
  when (new.email is distinct from old.email and new.erased_at is null) execute function sec.clean_mails();
create trigger notes_role after update of role on public.registrations for each row
  when (old.role <> new.role and new.erased_at is null) execute function sec.note_role();

select sec.lock_down('registration_needs');
select sec.audit_table('registration_needs', '{meals,room,room_with,car,arrival}');
create policy reads on public.registration_needs for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy takes on public.registration_needs for select to hlidka_app using ((select sec.kind()) = 'worker');
grant select on public.registration_needs to hlidka_app;

-- Seats and what was decided about them are read by the organiser and, for the mail, by the worker; who reads everything is
-- told counts (sec.seat_counts). Written by functions alone (db/sql/seats.sql, db/sql/seat-moves.sql, db/sql/seat-links.sql).
select sec.lock_down('publications');
select sec.audit_table('publications', '{note}');
select sec.let_read('publications');
grant select on public.publications to hlidka_app;

select sec.lock_down('seats');
select sec.audit_table('seats');
create policy reads on public.seats for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy takes on public.seats for select to hlidka_app using ((select sec.kind()) = 'worker');
grant select on public.seats to hlidka_app;

select sec.lock_down('seat_decisions');
select sec.audit_table('seat_decisions', '{note}');
create policy reads on public.seat_decisions for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy takes on public.seat_decisions for select to hlidka_app using ((select sec.kind()) = 'worker');
grant select on public.seat_decisions to hlidka_app;

create trigger mails_it after insert on public.seat_decisions for each row execute function sec.mail_decision();
create trigger unmails_it after update of undone_at on public.publications for each row
  when (old.undone_at is null and new.undone_at is not null) execute function sec.unmail_publication();

-- What was sent to all of a site, and that the mails of a meeting were stopped: written by functions alone (db/sql/meeting-mail.sql).
select sec.lock_down('meeting_mailings');
select sec.audit_table('meeting_mailings');
select sec.let_read('meeting_mailings');
grant select on public.meeting_mailings to hlidka_app;

select sec.lock_down('meeting_mail_stops');
select sec.audit_table('meeting_mail_stops');
select sec.let_read('meeting_mail_stops');
grant select on public.meeting_mail_stops to hlidka_app;

select sec.lock_down('registration_links');
create policy takes on public.registration_links for select to hlidka_app using ((select sec.kind()) = 'worker');
create policy reads_city on public.registration_links for select to hlidka_app using (team_id = any ((select sec.city_teams())::uuid[]));
grant select (id, registration_id, team_id, created_at, ended_at) on public.registration_links to hlidka_app;

select sec.lock_down('registration_events');
select sec.audit_table('registration_events', '{text}');
create policy reads on public.registration_events for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
grant select on public.registration_events to hlidka_app;

-- The lists of addresses that are invited, read by the organiser and the worker; objections by nobody.
select sec.lock_down('invited_addresses');
select sec.audit_table('invited_addresses', '{email,label,token_hash}');
create policy reads on public.invited_addresses for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy takes on public.invited_addresses for select to hlidka_app using ((select sec.kind()) = 'worker');
grant select on public.invited_addresses to hlidka_app;

select sec.lock_down('round_invitations');
select sec.audit_table('round_invitations');
create policy reads on public.round_invitations for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy takes on public.round_invitations for select to hlidka_app using ((select sec.kind()) = 'worker');
grant select on public.round_invitations to hlidka_app;

select sec.lock_down('mail_objections');

-- A team is read by the organiser too, and by the office of a city whose signed-in user made it or took it over.
select sec.lock_down('registration_teams');
select sec.audit_table('registration_teams', '{name,email}');
create policy reads on public.registration_teams for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy reads_city on public.registration_teams for select to hlidka_app using (city_organisation_id = any ((select sec.writes('team'))::uuid[]));
create policy takes on public.registration_teams for select to hlidka_app using ((select sec.kind()) = 'worker');
grant select on public.registration_teams to hlidka_app;

-- Who was there is read by the organiser alone and written by functions (db/sql/attendances.sql).
select sec.lock_down('walk_ins');
select sec.audit_table('walk_ins', '{name,role,municipality,municipality_code}');
create policy reads on public.walk_ins for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
grant select on public.walk_ins to hlidka_app;

select sec.lock_down('attendances');
select sec.audit_table('attendances');
create policy reads on public.attendances for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
grant select on public.attendances to hlidka_app;

select sec.lock_down('attendance_decisions');
select sec.audit_table('attendance_decisions', '{note}');
create policy reads on public.attendance_decisions for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
grant select on public.attendance_decisions to hlidka_app;

-- Papers are given out by functions alone (db/sql/papers.sql) and read by the organiser; what a list said about whom only
-- follows from other rows and is no part of the log.
select sec.lock_down('list_issues');
select sec.audit_table('list_issues');
create policy reads on public.list_issues for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
grant select on public.list_issues to hlidka_app;

select sec.lock_down('list_lines');
create policy reads on public.list_lines for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
grant select on public.list_lines to hlidka_app;

select sec.lock_down('certificates');
select sec.audit_table('certificates', '{name,code}');
create policy reads on public.certificates for select to hlidka_app using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
grant select on public.certificates to hlidka_app;

-- Who has to stand where at a meeting, and what was reckoned: by its organiser, in his own name, since both tell whose
-- registration asks for what. A run stays what it was; only where it stands, and what a repetition said, is noted.
select sec.protect('allocation_pins', 'meeting', '{registration_id,reason}');
alter policy reads on public.allocation_pins using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
alter policy inserts on public.allocation_pins with check (organisation_id = any ((select sec.writes('meeting'))::uuid[])
  and (decided_by = (select sec.user_id()) and decided_at = now() or (select sec.kind()) = 'operator'));
drop policy updates on public.allocation_pins;
revoke update on public.allocation_pins from hlidka_app;
create trigger feeds_queue after delete on public.allocation_pins referencing old table as gone
  for each statement execute function sec.follow_pins();

select sec.protect('allocation_runs', 'meeting', '{input,placement}');
alter policy reads on public.allocation_runs using (organisation_id = any ((select sec.writes('meeting'))::uuid[]));
alter policy inserts on public.allocation_runs with check (organisation_id = any ((select sec.writes('meeting'))::uuid[])
  and (made_by = (select sec.user_id()) and made_at = now() or (select sec.kind()) = 'operator'));
drop policy deletes on public.allocation_runs;
revoke update, delete on public.allocation_runs from hlidka_app;
grant update (state, chosen_by, chosen_at, verdict, verified_by, verified_at) on public.allocation_runs to hlidka_app;
create trigger signs_run before insert or update on public.allocation_runs for each row
  when (current_user = 'hlidka_app') execute function sec.sign_run();

-- A file is put on and taken off by who writes what it proves, in his own name.
select sec.protect('evidence', 'field', '{file_name}');
alter policy inserts on public.evidence with check (
  (organisation_id = any (case when expense_id is not null then (select sec.writes('money')) when activity_id is not null then (select sec.writes('field'))
      when measurement_id is not null then (select sec.writes('measure')) else (select sec.writes('team')) end)
    or project_id = any (case when expense_id is not null then (select sec.writes_in('money')) when activity_id is not null then (select sec.writes_in('field'))
      when measurement_id is not null then (select sec.writes_in('measure')) else (select sec.writes_in('team')) end))
  and (uploaded_by = (select sec.user_id()) or (select sec.kind()) = 'operator'));
alter policy deletes on public.evidence using (
  organisation_id = any (case when expense_id is not null then (select sec.writes('money')) when activity_id is not null then (select sec.writes('field'))
      when measurement_id is not null then (select sec.writes('measure')) else (select sec.writes('team')) end)
    or project_id = any (case when expense_id is not null then (select sec.writes_in('money')) when activity_id is not null then (select sec.writes_in('field'))
      when measurement_id is not null then (select sec.writes_in('measure')) else (select sec.writes_in('team')) end));
drop policy updates on public.evidence;
revoke update on public.evidence from hlidka_app;
create trigger keeps_parts after insert or delete on public.evidence
  for each row when (current_user = 'hlidka_app') execute function sec.keep_parts();
select sec.note_writers_of('evidence');
select sec.sum_rows_of('evidence', 'sum_parts');
select sec.sum_rows_of('evidence', 'sum_money');

select sec.lock_down('record_writers');
select sec.let_read('record_writers');
grant select on public.record_writers to hlidka_app;

-- The secrets of accounts and what signing in is decided by: nobody but the functions of sec.
select sec.lock_down('user_passwords');
create trigger notice after update on public.user_passwords for each row
  when (old.digest is distinct from new.digest) execute function sec.notice_password();
select sec.lock_down('sessions');
select sec.lock_down('guesses');
select sec.lock_down('known_devices');
select sec.lock_down('sign_in_steps');
select sec.lock_down('password_resets');
select sec.lock_down('user_identities');
-- The codes that come with setting a second factor up are no news.
select sec.lock_down('user_factors');
create trigger notice_on after update of confirmed_at on public.user_factors for each row
  when (old.confirmed_at is null and new.confirmed_at is not null) execute function sec.notice_factor();
create trigger notice_codes after update of codes_batch on public.user_factors for each row
  when (old.confirmed_at < now() and new.codes_batch is distinct from old.codes_batch and new.codes_batch is not null)
  execute function sec.notice_factor();
create trigger notice_off after delete on public.user_factors for each row
  when (old.confirmed_at is not null) execute function sec.notice_factor();
select sec.lock_down('recovery_codes');
create trigger notice after update of used_at on public.recovery_codes for each row
  when (old.used_at is null and new.used_at is not null) execute function sec.notice_recovery();

-- A command is seen and repeated only by the one who sent it.
select sec.lock_down('commands');
create policy own on public.commands to hlidka_app
  using (organisation_id = (select sec.home()) and actor_id is not distinct from (select sec.user_id()))
  with check (organisation_id = (select sec.home()) and actor_id is not distinct from (select sec.user_id()));
grant select, insert, update (result) on public.commands to hlidka_app;

-- Mail is put in by sec.put_mail and taken by the worker; administrators see it and send again what failed.
select sec.lock_down('outbox');
create trigger counts_mail after insert on public.outbox for each row
  when (num_nonnulls(new.registration_id, new.team_id) > 0) execute function sec.count_mail();
create policy takes on public.outbox for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));
create policy finishes on public.outbox for update to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));
create policy reads on public.outbox for select to hlidka_app using (organisation_id = any ((select sec.writes('admin'))::uuid[]));
create policy reads_meetings on public.outbox for select to hlidka_app
  using (registration_id is not null and meeting_id is not null and organisation_id = any ((select sec.writes('meeting'))::uuid[]));
create policy resends on public.outbox for update to hlidka_app
  using (state in ('failed', 'dropped') and organisation_id = any ((select sec.writes('admin'))::uuid[]))
  with check (state = 'waiting' and organisation_id = any ((select sec.writes('admin'))::uuid[]));
grant select, update (state, attempts, next_attempt_at, tried_at, last_error, settled_at, delivered) on public.outbox to hlidka_app;

-- Jobs are put in by functions of ours and by the worker, who takes them: what one does is done with the worker's rights.
select sec.lock_down('jobs');
create policy puts on public.jobs for insert to hlidka_app with check ((select sec.kind()) in ('worker', 'operator'));
create policy takes on public.jobs for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));
create policy finishes on public.jobs for update to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));
grant select, insert, update (state, attempts, run_at, finished_at, last_error) on public.jobs to hlidka_app;

select sec.lock_down('backups');
create policy notes on public.backups for insert to hlidka_app with check ((select sec.kind()) in ('worker', 'operator'));
create policy reads on public.backups for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));
grant select, insert on public.backups to hlidka_app;

-- Who looks through a role that lies elsewhere (a view as another role, an account at home in another organisation)
-- leaves his note too; it is read by the data-protection officers of both.
select sec.lock_down('access_log');
create policy notes on public.access_log for insert to hlidka_app
  with check (user_id = (select sec.user_id()) and organisation_id = (select sec.home())
    and (about_organisation_id is null or about_organisation_id = (select sec.home())
      or about_organisation_id = any ((select sec.places())::uuid[])));
create policy reads on public.access_log for select to hlidka_app
  using (organisation_id = any ((select sec.writes('privacy'))::uuid[]) or about_organisation_id = any ((select sec.writes('privacy'))::uuid[]));
grant select, insert on public.access_log to hlidka_app;

-- The worker and the operator read the list that a restored backup is erased by.
select sec.lock_down('erasures');
select sec.audit_table('erasures');
create policy reads on public.erasures for select to hlidka_app using (organisation_id = any ((select sec.writes('privacy'))::uuid[]));
create policy replays on public.erasures for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));
grant select on public.erasures to hlidka_app;

-- Counted by a function alone (sec.count_overrule), read where the rest of the project is.
select sec.lock_down('personal_overrules');
select sec.audit_table('personal_overrules', '{reason}');
select sec.let_read('personal_overrules');
grant select on public.personal_overrules to hlidka_app;

select sec.lock_down('purges');
select sec.audit_table('purges');
create policy reads on public.purges for select to hlidka_app using (organisation_id = any ((select sec.writes('privacy'))::uuid[]));
grant select on public.purges to hlidka_app;

-- The audit log only grows; one row a transaction and organisation in audit_unsealed seals it.
select sec.lock_down('audit_entries');
create policy reads on public.audit_entries for select to hlidka_app using (organisation_id = any ((select sec.organisations())::uuid[])
  or coalesce(after, before) ->> 'project_id' = any ((select sec.projects())::text[])
  or table_name = 'projects' and row_id = any ((select sec.projects())::uuid[]));
create trigger only_grows before update or delete or truncate on public.audit_entries
  for each statement execute function sec.refuse_change();
grant select on public.audit_entries to hlidka_app;

select sec.lock_down('audit_personal');
create policy reads on public.audit_personal for select to hlidka_app using (organisation_id = any ((select sec.organisations())::uuid[])
  and (reader_ids is null or reader_ids && (select array[sec.user_id(), sec.stands_for()])
    or organisation_id = any ((select sec.writes('decide'))::uuid[])));
grant select on public.audit_personal to hlidka_app;

select sec.lock_down('audit_links');
select sec.let_read('audit_links');
create trigger only_grows before update or delete or truncate on public.audit_links
  for each statement execute function sec.refuse_change();
grant select on public.audit_links to hlidka_app;

select sec.lock_down('audit_heads');
select sec.let_read('audit_heads');
grant select on public.audit_heads to hlidka_app;

select sec.lock_down('audit_unsealed');
create constraint trigger seal after insert on public.audit_unsealed
  deferrable initially deferred for each row execute function sec.seal();

select sec.strip('public.audit_entry_ids');
grant select on public.audit_entry_ids to hlidka_backup;

-- What the gate itself keeps. Nobody reads the keys, no backup holds them.
select sec.strip('sec.keys');
select sec.strip('sec.audited');
grant select on sec.audited to hlidka_app, hlidka_backup;
select sec.strip('sec.sources');
grant select on sec.sources to hlidka_app, hlidka_backup;
select sec.strip('sec.protected');
select sec.strip('sec.steps');
grant select on sec.steps to hlidka_app, hlidka_backup;
