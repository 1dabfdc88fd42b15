-- called_at: when it was looked at last, right before it was written to the gateway; null: it was
-- not written, or nobody knows. Consent is proved by it as well as by the claim (O2, L3).
alter table attempt add column called_at timestamp(6) with time zone;
