-- Work of one run, while it is handed out: its routing, its texts, its emails.
create table work_round (
  run_id bigint not null,
  work varchar(10) not null,
  attempts_after bigint not null,
  campaign_id bigint,
  state varchar(10) not null,
  opened_at timestamp(6) with time zone not null,
  closed_at timestamp(6) with time zone,
  heard_at timestamp(6) with time zone,
  quiet_until timestamp(6) with time zone,
  primary key (run_id, work)
);
insert into work_round (run_id, work, attempts_after, campaign_id, state, opened_at, closed_at, heard_at, quiet_until)
  select run_id, 'TEXTS', attempts_after, campaign_id, state, opened_at, closed_at, heard_at, quiet_until from text_round;
drop table text_round;
