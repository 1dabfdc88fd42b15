-- Whether a row, or the basis of one, was refused because it would undo an opt-out (L4, E7). So far
-- only the words of the reason tell.
alter table rejected_row add column undoes boolean default false not null;
alter table left_out_cell add column undoes boolean default false not null;
update rejected_row set undoes = true where reason like 'this phone''s owner opted out on %';
update left_out_cell set undoes = true
  where reason like 'the phone was turned off on %, which a file of people does not undo%'
  or reason like 'a phone of this person is turned off, which a file of people does not undo%'
  or reason like 'this phone''s owner opted out on %';
