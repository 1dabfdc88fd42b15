-- Campaigns whose messages do not leave any more (C1); rows are only ever added. staff: who said so;
-- file_id: the dropped file that did, null: a command.
create table cancellation (
  campaign_id bigint primary key references campaign (id),
  staff varchar(300) not null,
  reason varchar(1000) not null,
  file_id bigint references import_file (id),
  cancelled_at timestamp(6) with time zone not null
);
create index cancellation_file on cancellation (file_id);
