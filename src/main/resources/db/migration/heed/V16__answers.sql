-- What travels with a mail to staff: files below heed.home, one a line.
alter table notice add column files varchar(4000);

-- Whether it was decided who is told of a file (C3).
alter table import_file add column answered boolean default false not null;
update import_file set answered = true where state in ('DONE', 'REJECTED');

-- Whether a reply is in the mail to its sender's office (L6); those from before there was one are left.
alter table gateway_log add column digested boolean default false not null;
update gateway_log set digested = true;
create index gateway_log_digested on gateway_log (digested, kind);
