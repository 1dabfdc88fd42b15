-- What a message is known by when it is to be queued again (R12): hashes of its person, sender and
-- words, and of the phone its row names, sender and words. Beside the message, since each change of
-- a message's status pays for every index of its row, and for those in no order most of all; no foreign
-- key, which would be one more.
create table message_words (
  words bigint not null,
  message_id bigint not null,
  primary key (message_id, words)
);
create index message_words_words on message_words (words);

drop index message_person_words;
drop index message_phone_words;
alter table message drop column person_words;
alter table message drop column phone_words;

-- The next import fills it.
delete from owed where what = 'message words';
insert into owed (what) values ('message words');
