insert into installation values (1, 'sandbox', timestamp '2026-11-01 12:00:00');
insert into sender (number, name) values ('+12025550100', 'Advising');
insert into sender (number, name) values ('+12025550101', 'Bursar');

insert into person (id, student_id, first_name, last_name, email, lane, added_at) values
  (1, '0001', 'Ana', 'Ruiz', 'ana@x.edu', 1, timestamp '2026-11-01 12:00:00'),
  (2, 'S2', null, null, 'bo@x.edu', 2, timestamp '2026-11-01 12:00:00'),
  (3, 'S3', 'Cy', null, 'cy@x.edu', 3, timestamp '2026-11-01 12:00:00'),
  (4, 'S4', 'Dee', 'Poe', null, 4, timestamp '2026-11-01 12:00:00'),
  (5, 'S5', null, null, 'eve@x.edu', 5, timestamp '2026-11-01 12:00:00'),
  (6, null, null, null, null, 6, timestamp '2026-11-01 12:00:00');
insert into phone (number, not_textable_code, not_textable_at) values
  ('+13125550001', null, null), ('+13125550002', null, null), ('+13125550003', null, null),
  ('+13125550004', null, null), ('+13125550005', 30006, timestamp '2026-11-02 12:00:00'),
  ('+13125550006', null, null), ('+13125550007', null, null), ('+13125550008', null, null),
  ('+13125550009', null, null), ('+13125550012', null, null);
insert into listing values
  (1, '+13125550001', 'Mobile', 1, timestamp '2026-11-01 12:00:00', 'people.csv, line 2'),
  (2, '+13125550002', 'Mobile', 1, timestamp '2026-11-01 12:00:00', 'people.csv, line 3'),
  (2, '+13125550012', 'Home', 2, timestamp '2026-11-01 12:00:00', 'people.csv, line 3'),
  (3, '+13125550003', 'Mobile', 1, timestamp '2026-11-01 12:00:00', 'people.csv, line 4'),
  (4, '+13125550004', 'Mobile', 1, timestamp '2026-11-01 12:00:00', 'people.csv, line 5'),
  (5, '+13125550005', 'Home', 1, timestamp '2026-11-01 12:00:00', 'people.csv, line 6'),
  (6, '+13125550006', 'Mobile', 1, timestamp '2026-11-02 12:00:00', 'fall.csv, line 7');
insert into former_listing (person_id, number, phone_type, listed_at, listed_by, ended_at, ended_by)
  values (1, '+13125550007', 'Mobile', timestamp '2026-10-01 12:00:00', null,
    timestamp '2026-11-01 12:00:00', 'people.csv, line 2');

insert into import_file (id, name, taken_as, kind, sha256, state, taken_at, finished_at, row_count,
  accepted_count, rejected_count, loaded_line, moved_as, reason) values
  (1, 'people.csv', '1-people.csv', 'PEOPLE', '0000000000000000000000000000000000000000000000000000000000000001',
    'DONE', timestamp '2026-11-01 12:00:00', timestamp '2026-11-01 12:00:01', 5, 5, 0, 6, '1-people.csv', null),
  (2, 'fall.csv', '2-fall.csv', 'CAMPAIGN', '0000000000000000000000000000000000000000000000000000000000000002',
    'DONE', timestamp '2026-11-02 12:00:00', timestamp '2026-11-02 12:00:01', 7, 6, 1, 8, '2-fall.csv', null),
  (3, 'off.csv', '3-off.csv', 'CONSENT', '0000000000000000000000000000000000000000000000000000000000000003',
    'DONE', timestamp '2026-11-03 12:00:00', timestamp '2026-11-03 12:00:01', 1, 1, 0, 2, '3-off.csv', null),
  (4, 'broken.csv', '4-broken.csv', null, '0000000000000000000000000000000000000000000000000000000000000004',
    'REJECTED', timestamp '2026-11-04 12:00:00', timestamp '2026-11-04 12:00:01', 0, 0, 0, 0, '4-broken.csv',
    'the file is empty');
insert into rejected_row values (2, 8, 'phone', '12', 'too few digits for a phone number');
insert into consent_row values (3, 2, '+13125550007', 1, 1);
insert into file_notify values (2, 'dean@x.edu', timestamp '2026-11-02 12:00:02', 'texted 3');
insert into notice (recipient, subject, body, created_at, ended_at) values
  ('dean@x.edu', 'fall.csv', 'Six rows are queued.', timestamp '2026-11-02 12:00:02', timestamp '2026-11-02 12:01:00');

insert into consent_event (number, person_id, sms_status, occurred_at, list_order, recorded_at,
  learned_from, sender, said_from, error_code, error, evidence, reason) values
  ('+13125550002', 2, 'DISABLED', timestamp '2026-11-03 10:00:00', 10, timestamp '2026-11-03 12:00:00',
    'REPLY', '+12025550100', '+13125550002', null, null, 'reply SM21', null),
  ('+13125550012', 2, 'DISABLED', timestamp '2026-11-03 10:00:00', 10, timestamp '2026-11-03 12:00:00',
    'REPLY', '+12025550100', '+13125550002', null, null, 'reply SM21', null),
  ('+13125550003', 3, 'DISABLED', timestamp '2026-11-02 12:05:00', null, timestamp '2026-11-02 12:05:00',
    'GATEWAY_21610', '+12025550100', '+13125550003', 21610, 'Attempt To Send To Unsubscribed Recipient 21610',
    'message 3', null),
  ('+13125550003', 3, 'ENABLED', timestamp '2026-11-05 10:00:00', 20, timestamp '2026-11-05 12:00:00',
    'REPLY', '+12025550100', '+13125550003', null, null, 'reply SM31', null),
  ('+13125550007', null, 'DISABLED', timestamp '2026-11-03 12:00:00', null, timestamp '2026-11-03 12:00:00',
    'IMPORT', null, null, null, null, 'off.csv, line 2', 'asked at the desk'),
  ('+13125550008', null, 'ENABLED', timestamp '2026-11-04 12:00:00', null, timestamp '2026-11-04 12:00:00',
    'IMPORT', null, null, null, null, 'on.csv, line 2', null),
  ('+13125550008', null, 'DISABLED', timestamp '2026-11-03 12:00:00', null, timestamp '2026-11-05 12:00:00',
    'REPLY', '+12025550100', '+13125550008', null, null, 'reply SM81', null),
  ('+13125550009', null, 'DISABLED', timestamp '2026-11-03 12:00:00', null, timestamp '2026-11-03 12:00:00',
    'REPLY', '+12025550100', '+13125550009', null, null, 'reply SM91', null),
  ('+13125550009', null, 'ENABLED', timestamp '2026-11-04 12:00:00', null, timestamp '2026-11-04 12:00:00',
    'STAFF', null, null, null, null, 'staff Pat Park, override', 'he asked for it');
update phone set sms_status = 'DISABLED', decided_by = (select max(id) from consent_event e
  where e.number = phone.number) where number in ('+13125550002', '+13125550012', '+13125550007',
  '+13125550008');
update phone set sms_status = 'ENABLED', decided_by = (select max(id) from consent_event e
  where e.number = phone.number) where number in ('+13125550003', '+13125550009');
insert into pair values
  ('+12025550100', '+13125550001', timestamp '2026-11-02 12:05:00', null, null),
  ('+12025550100', '+13125550003', timestamp '2026-11-02 12:00:00', null, timestamp '2026-11-05 10:00:00');

insert into campaign values (1, 2, 'fall', timestamp '2026-11-02 12:00:01', timestamp '2026-11-02 12:00:01');
insert into message (campaign_id, line, person_id, named_number, sender, body, subject, email, queued_at,
  status, channel, destination, reason, error) values
  (1, 2, 1, null, '+12025550100', 'Hello Ana — é 退订', 'Fall', 'ana@x.edu', timestamp '2026-11-02 12:00:00',
    'DELIVERED', 'SMS', '+13125550001', null, null),
  (1, 3, 2, null, '+12025550101', 'Hello Bo', null, null, timestamp '2026-11-02 12:00:00',
    'UNKNOWN', 'SMS', '+13125550002', null, null),
  (1, 4, 3, '+13125550003', '+12025550100', 'Hello Cy', null, null, timestamp '2026-11-02 12:00:00',
    'SENT', 'EMAIL', 'cy@x.edu', 'OPTED_OUT', null),
  (1, 5, 4, null, '+12025550100', 'Hello Dee', null, null, timestamp '2026-11-02 12:00:00',
    'READY', null, null, null, null),
  (1, 6, 5, null, '+12025550100', 'Hello Eve', null, null, timestamp '2026-11-02 12:00:00',
    'FAILED', null, null, null, 'no phone and no email address'),
  (1, 7, 6, '+13125550006', '+12025550101', 'Hello', null, null, timestamp '2026-11-02 12:00:00',
    'SENT', 'SMS', '+13125550006', null, null);
insert into attempt (id, message_id, run_id, channel, sender, destination, body, status, attempted_at,
  ended_at, gateway_at, gateway_id, error_code, error, segments)
  select 100 + m.line, m.id, 1, 'SMS', m.sender, l.number, m.body, x.status,
    timestamp '2026-11-02 12:05:00', timestamp '2026-11-02 12:05:00', timestamp '2026-11-02 12:05:00',
    x.sid, x.code, x.error, 1
  from message m join listing l on l.person_id = m.person_id and l.position = 1
  join (values (2, 'DELIVERED', 'SM12', cast(null as integer), cast(null as varchar(80))),
    (3, 'UNKNOWN', null, null, null),
    (4, 'FAILED', 'SM14', 21610, 'Attempt To Send To Unsubscribed Recipient 21610'),
    (7, 'SENT', 'SM17', null, null)) as x (line, status, sid, code, error) on x.line = m.line;
insert into attempt (id, message_id, run_id, channel, sender, destination, body, status, attempted_at,
  ended_at, error_code, error)
  select 110, id, 1, 'EMAIL', sender, destination, body, 'SENT', timestamp '2026-11-02 12:06:00',
    timestamp '2026-11-02 12:06:00', 250, 'taken' from message where line = 4;
insert into decision (message_id, attempt_id, verdict, staff, reason, decided_at)
  select id, 107, 'sent', 'Pat Park', 'he showed it', timestamp '2026-11-04 12:00:00' from message where line = 7;
insert into pause (campaign_id, sender, texts, opt_outs, run_id, paused_at) values
  (1, null, 120, 9, 1, timestamp '2026-11-02 12:07:00');
insert into resumption select id, 110, 'Pat Park', 'wording mended', timestamp '2026-11-02 13:00:00' from pause;

insert into gateway_log (sid, kind, number, sender, body, created_at, list_order, read_at, applied, answers) values
  ('SM21', 'REPLY', '+13125550002', '+12025550100', 'STOP', timestamp '2026-11-03 10:00:00', 10, timestamp '2026-11-03 12:00:00', true, null),
  ('SM31', 'REPLY', '+13125550003', '+12025550100', 'START', timestamp '2026-11-05 10:00:00', 20, timestamp '2026-11-05 12:00:00', true, null),
  ('SM41', 'REPLY', '+13125550004', '+12025550100', 'Stop', timestamp '2026-11-06 10:00:00', 30, timestamp '2026-11-06 12:00:00', true, null),
  ('SM51', 'REPLY', '+13125550001', '+12025550100', 'please stop texting me', timestamp '2026-11-06 10:00:00', 40, timestamp '2026-11-06 12:00:00', true, null),
  ('SM61', 'REPLY', '+13125550006', '+12025550101', 'thanks!', timestamp '2026-11-06 10:00:00', 50, timestamp '2026-11-06 12:00:00', true, 107),
  ('SM14', 'REFUSAL', '+13125550003', '+12025550100', null, timestamp '2026-11-02 12:05:00', 5, timestamp '2026-11-03 12:00:00', true, null);
insert into review (sid, number, sender, body, replied_at, due_on) values
  ('SM51', '+13125550001', '+12025550100', 'please stop texting me', timestamp '2026-11-06 10:00:00', date '2026-11-20');
insert into gateway_position values (1, timestamp '2026-11-06 12:00:00');
insert into run (job, kind, scheduled_for, started_at, ended_at, done, summary) values
  ('nightly', 'nightly', '2026-11-02', timestamp '2026-11-02 12:04:00', timestamp '2026-11-02 12:08:00', true, '{}');
insert into job_schedule values ('nightly', timestamp '2026-11-01 12:00:00');
insert into report_mark values (1, timestamp '2026-11-02 14:00:00');
