-- Cells that cannot be read and are left out, of rows that were taken.
create table left_out_cell (
  file_id bigint not null references import_file (id),
  line bigint not null,
  column_name varchar(200) not null,
  found varchar(500),
  reason varchar(1000) not null,
  primary key (file_id, line, column_name)
);
