-- Entries carry sealed values on their way to the trail, and the moment, by the database's clock, since which they wait.
alter table audit_outbox add sealed bytea;
alter table audit_outbox add queued_at timestamptz not null default clock_timestamp();
