-- When the gateway had last changed its entry of a text of which it says that it arrived; null: it did not
-- say, or nobody kept it then.
alter table attempt add column entry_changed_at timestamp(6) with time zone;
