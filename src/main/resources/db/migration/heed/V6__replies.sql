-- Whatever the gateway's log calls the two ends of a reply is kept: short codes, rcs:, whatsapp: (L1).
-- skipped: an opt-out that was read while opt-outs were not learned from replies; used when they are.
alter table gateway_log alter column number set data type varchar(320);
alter table gateway_log alter column sender set data type varchar(320);
alter table review alter column number set data type varchar(320);
alter table review alter column sender set data type varchar(320);
alter table hold_fact alter column sender set data type varchar(320);
alter table gateway_log add column skipped boolean default false not null;
create index gateway_log_skipped on gateway_log (skipped);

-- What was passed over so far is read once more.
update gateway_log set applied = false where kind = 'REFUSAL';
update gateway_log set skipped = true
where kind = 'REPLY' and applied = true
  and not exists (select 1 from consent_event e where e.evidence = 'reply ' || gateway_log.sid)
  and not exists (select 1 from review r where r.sid = gateway_log.sid);

-- Whoever writes consent takes turns: a night, its reading of replies and staff may at once.
create table consent_turn (
  id integer primary key check (id = 1),
  taken bigint not null
);
insert into consent_turn (id, taken) values (1, 0);
