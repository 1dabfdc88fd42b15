-- Of a shared number: whether it was its holder who said no, or another of its holders.
drop view opt_outs;
drop view opt_out_row;

-- own: the holder said so, or all holders of the phone did; no: somebody else with this number did.
create view opt_out_row as
select p.student_id, p.first_name, p.last_name, p.email, f.number as phone, l.phone_type,
  f.sms_status, e.occurred_at as opted_out_at, e.recorded_at, e.learned_from, e.sender,
  e.error_code, e.error,
  case when e.person_id is null or l.person_id is null or e.person_id = l.person_id
    then cast(e.evidence as varchar(500))
  when l.listed_at > e.occurred_at
    then cast(e.evidence || '; said when the number was listed for somebody else' as varchar(500))
  when e.learned_from = 'GATEWAY_21610'
    then cast(e.evidence || '; shared number; the refused text was somebody else''s'
      as varchar(500))
  when e.learned_from = 'REPLY'
    then cast(e.evidence || '; shared number; the reply was to somebody else''s text'
      as varchar(500))
  else cast(e.evidence || '; shared number; it was said of somebody else' as varchar(500))
  end as evidence,
  case when exists (
    select 1 from listing n join phone nf on nf.number = n.number
    where n.person_id = l.person_id and nf.sms_status = 'DEFAULT' and n.listed_at > e.recorded_at)
  then cast('yes' as varchar(3)) else cast('no' as varchar(3)) end as has_new_phone,
  coalesce(l.person_id, 0) as person_id, e.id as event_id,
  case when e.learned_from in ('GATEWAY_21610', 'REPLY')
    and (e.person_id is null or e.person_id = l.person_id)
  then coalesce(l.person_id, 0) else 0 end as said_by
from phone f
join consent_event e on e.id = f.decided_by
left join listing l on l.number = f.number
left join person p on p.id = l.person_id
where f.sms_status = 'DISABLED';

create view opt_outs as
select student_id, first_name, last_name, email, phone, phone_type, sms_status, opted_out_at,
  recorded_at, learned_from, sender, error_code, error, evidence, has_new_phone
from opt_out_row;
