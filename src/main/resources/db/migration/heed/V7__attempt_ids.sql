-- Numbers are handed out in blocks, one to each run: two runs never have the same, also when one
-- slept and the other took over.
create table id_block (
  name varchar(20) primary key,
  next_id bigint not null
);
insert into id_block (name, next_id) select 'attempt', coalesce(max(id), 0) + 1 from attempt;
