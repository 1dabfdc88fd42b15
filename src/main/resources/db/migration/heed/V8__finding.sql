-- What staff are told of the gateway's error codes: texts that failed with a code Heed does not know,
-- and texts that were given up because their sender could not send them on three nights. told: of how
-- many texts staff know.
create table finding (
  kind varchar(12) not null check (kind in ('UNKNOWN_CODE', 'GIVEN_UP')),
  code integer not null,
  sender varchar(20) not null,
  text_count bigint not null,
  told bigint default 0 not null,
  first_at timestamp(6) with time zone not null,
  last_at timestamp(6) with time zone not null,
  primary key (kind, code, sender)
);
