-- id_key holds the digits of an id that has at least four: letters around them do not tell people
-- apart who have the same phone or email. It is filled anew by the next import.
delete from owed where what = 'id keys';
insert into owed (what) values ('id keys');

-- Nor do kinds of spaces, quotes and dashes tell words apart: these are filled anew as well.
delete from message_words;
delete from owed where what = 'message words';
insert into owed (what) values ('message words');
