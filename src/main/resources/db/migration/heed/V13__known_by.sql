-- The number of somebody without a student id: thousands may list a dummy, and who is known by it
-- only has to be found among them.
alter table person add column known_by varchar(20);
update person set known_by =
  (select min(l.number) from listing l where l.person_id = person.id)
where student_id is null;
create index person_known_by on person (known_by);

-- Whether anybody has given a number up since.
create index former_listing_ended on former_listing (number, ended_at);
