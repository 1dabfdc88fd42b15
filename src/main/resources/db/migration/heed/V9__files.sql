-- What makes a message the same as another (R12): a hash of its person, sender and words, and one of
-- the phone its row names, sender and words. Null: from before there was this column.
alter table message add column person_words bigint;
alter table message add column phone_words bigint;
create index message_person_words on message (person_words);
create index message_phone_words on message (phone_words);

-- Work that an upgrade leaves to the next import.
create table owed (
  what varchar(40) primary key
);
insert into owed (what) values ('message words');
insert into owed (what) values ('id keys');

-- Numbers that many rows of a file name.
create table crowded (
  file_id bigint not null references import_file (id),
  number varchar(20) not null,
  primary key (file_id, number)
);

-- rows_sha256: of the rows as they are read, in any order; null: not looked at.
-- repeated_count: of the rejected rows those that are queued or sent already (R12).
-- highest_person: the highest person there was before this file.
alter table import_file add column rows_sha256 char(64);
alter table import_file add column repeated_count bigint default 0 not null;
alter table import_file add column highest_person bigint default 0 not null;
create index import_file_rows on import_file (rows_sha256);

alter table rejected_row add column repeated boolean default false not null;

-- note: what was wrong beside what a row that was taken says; null: nothing.
alter table consent_row add column note varchar(1000);

-- id_key: the id without what a spreadsheet adds to one or takes away; alike ids have the same.
alter table person add column id_key varchar(64);
create index person_id_key on person (id_key);
