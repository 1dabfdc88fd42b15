-- here_at: when it happened by this machine's clock, where that shows another time than the
-- gateway's; null: occurred_at. It orders what people say among what files and staff say.
-- override_of_said: staff undid by it what the person had said, as far as it was recorded then (L4).
alter table consent_event add column here_at timestamp(6) with time zone;
alter table consent_event add column override_of_said boolean default false not null;
update consent_event set override_of_said = true
where learned_from = 'STAFF' and sms_status = 'ENABLED' and evidence like 'staff %, override';

-- Until now the latest word decided whoever said it. What a person said is undone only by a later
-- START, or by an override of somebody who could know it.
update phone set sms_status = 'DISABLED', decided_by = (
  select max(o.id) from consent_event o
  where o.number = phone.number and o.sms_status = 'DISABLED'
    and o.learned_from in ('GATEWAY_21610', 'REPLY')
    and not exists (
      select 1 from consent_event s where s.number = o.number and s.sms_status = 'ENABLED'
        and ((s.learned_from = 'REPLY' and (s.occurred_at > o.occurred_at
            or (s.occurred_at = o.occurred_at and s.list_order > o.list_order)))
          or (s.override_of_said and s.id > o.id))))
where sms_status = 'ENABLED' and exists (
  select 1 from consent_event o
  where o.number = phone.number and o.sms_status = 'DISABLED'
    and o.learned_from in ('GATEWAY_21610', 'REPLY')
    and not exists (
      select 1 from consent_event s where s.number = o.number and s.sms_status = 'ENABLED'
        and ((s.learned_from = 'REPLY' and (s.occurred_at > o.occurred_at
            or (s.occurred_at = o.occurred_at and s.list_order > o.list_order)))
          or (s.override_of_said and s.id > o.id))));
