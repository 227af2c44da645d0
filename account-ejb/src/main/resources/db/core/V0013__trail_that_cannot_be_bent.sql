-- Links carry sealed values and say how they are hashed; the head is held by one server at a time. Since when an entry waits is told by
-- the database's clock.
alter table audit_outbox add sealed bytea;
alter table audit_outbox add queued_at timestamptz not null default clock_timestamp();
alter table audit_event add sealed bytea;
alter table audit_event add layout smallint not null default 0;
alter table audit_event alter layout drop default;
alter table audit_head add holder uuid;
alter table audit_head add held_until timestamptz;
alter table audit_head add constraint audit_head_held check ((holder is null) = (held_until is null));

create index audit_event_actor on audit_event (actor, seq desc);
create index audit_event_at on audit_event (at);

-- Nobody changes the trail by mistake, the owner included: who removes old entries says so first (docs/audit.md).
create function audit_event_stays() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'The audit trail is not changed.' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_event_stays before update or delete or truncate on audit_event
  for each statement execute function audit_event_stays();

-- The one row of the trail that the product may change: it moves on, to the last link that is there.
create function audit_head_follows() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.seq < old.seq then
    raise exception 'The head of the audit trail only moves on.' using errcode = 'check_violation';
  end if;
  if new.seq > 0 and not exists (select 1 from ams.audit_event where seq = new.seq and hash = new.hash) then
    raise exception 'The head of the audit trail is its last entry.' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger audit_head_follows after update of seq, hash on audit_head
  deferrable initially deferred for each row execute function audit_head_follows();

-- Who checks the trail reads it and nothing else.
do $$
begin
  if exists (select 1 from pg_roles where rolname = 'ams_audit_reader') then
    grant select on ams.audit_event, ams.audit_head to ams_audit_reader;
  end if;
end $$;
