-- HSQLDB makes an index for each foreign key by itself, and every further one costs each update.
create index message_person on message (person_id);
create index message_named_number on message (named_number);
create index attempt_message on attempt (message_id);
create index listing_number on listing (number);
