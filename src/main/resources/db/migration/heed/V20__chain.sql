-- What was said and decided as a chain of hashes (E6); rows are only ever added. kind and fact_id: of
-- which row; fact_hash: SHA-256 of it; link: SHA-256 over the link before, the position, the kind and
-- the fact's hash.
create table chain_link (
  position bigint primary key,
  kind varchar(12) not null,
  fact_id bigint not null,
  fact_hash varchar(64) not null,
  link varchar(64) not null,
  unique (kind, fact_id)
);

-- The last link there is. Whoever seals takes this row first. taken_over: how many facts there were
-- when the chain began; nothing had ordered them before.
create table chain_head (
  id integer primary key check (id = 1),
  position bigint not null,
  link varchar(64) not null,
  taken_over bigint default 0 not null
);
insert into chain_head (id, position, link)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- The highest row of each kind that is sealed; what commits late is looked for a little below.
create table chain_mark (
  kind varchar(12) primary key,
  fact_id bigint not null
);
insert into chain_mark (kind, fact_id) values ('CONSENT', 0);
insert into chain_mark (kind, fact_id) values ('HOLD', 0);
insert into chain_mark (kind, fact_id) values ('REVIEW', 0);
insert into chain_mark (kind, fact_id) values ('DECISION', 0);
insert into chain_mark (kind, fact_id) values ('PAUSE', 0);
insert into chain_mark (kind, fact_id) values ('RESUMPTION', 0);
insert into chain_mark (kind, fact_id) values ('CANCELLATION', 0);
