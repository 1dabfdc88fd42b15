-- Mail servers that were seen to offer encryption: without it nothing goes to them any more.
create table mail_server (
  host varchar(255) not null,
  port integer not null,
  encrypts_since timestamp(6) with time zone not null,
  primary key (host, port)
);

-- When this email was first handed in: what the mail server puts off is given up by it.
alter table attempt add column first_tried_at timestamp(6) with time zone;
