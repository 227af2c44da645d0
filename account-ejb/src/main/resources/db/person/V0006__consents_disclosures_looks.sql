-- P01: what somebody outside would get data of customers for, as the operator has defined it. Never changed, because what a customer
-- has consented to would then not be what he has read; only ended. Of the data there are names of classes alone.
create table purpose (
  id         uuid primary key,
  recipient  text not null,
  name_en    text not null,
  name_fr    text not null,
  text_en    text not null,
  text_fr    text not null,
  data       text not null check (data ~ '^(NAMES|ADDRESS|EMAILS|PHONES|SERVICES)( (NAMES|ADDRESS|EMAILS|PHONES|SERVICES))*$'),
  defined_at timestamptz not null,
  ended_at   timestamptz check (ended_at >= defined_at),
  version    bigint not null default 0
);

create table consent (
  id           uuid primary key,
  account_id   uuid not null references person_account (id),
  purpose_id   uuid not null references purpose (id),
  given_at     timestamptz not null,
  withdrawn_at timestamptz check (withdrawn_at >= given_at),
  version      bigint not null default 0,
  unique (id, account_id)
);
create unique index consent_live on consent (account_id, purpose_id) where withdrawn_at is null;
create index consent_purpose on consent (purpose_id);

create table disclosure (
  id           uuid primary key,
  account_id   uuid not null references person_account (id),
  consent_id   uuid not null,
  data         text not null check (data <> ''),
  by_staff     text not null check (by_staff ~ '^S-\d+$'),
  disclosed_at timestamptz not null,
  foreign key (consent_id, account_id) references consent (id, account_id)
);
create index disclosure_account on disclosure (account_id, disclosed_at desc);
create index disclosure_consent on disclosure (consent_id, account_id);

-- A disclosure needs a live consent older than it, to a purpose that goes on, and discloses nothing else. The rows are locked, so that a
-- withdrawal at the same moment comes before or after it: before, it is seen; after, it waits.
create function disclosure_needs_consent() returns trigger language plpgsql as $$
declare
  consented text;
begin
  select p.data into consented from consent c join purpose p on p.id = c.purpose_id
    where c.id = new.consent_id and c.account_id = new.account_id
      and c.withdrawn_at is null and c.given_at < new.disclosed_at and p.ended_at is null
    for share;
  if not found or not string_to_array(new.data, ' ') <@ string_to_array(consented, ' ') then
    raise exception 'no live consent of account % covers this disclosure', new.account_id
      using errcode = '23514', constraint = 'disclosure_consent';
  end if;
  return new;
end $$;
create trigger disclosure_needs_consent before insert or update on disclosure
  for each row execute function disclosure_needs_consent();

-- What was withdrawn stays so; what was consented to stays what it was.
create function consent_only_ends() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null or new.withdrawn_at is null
     or (old.id, old.account_id, old.purpose_id, old.given_at) <> (new.id, new.account_id, new.purpose_id, new.given_at) then
    raise exception 'consent % can only be withdrawn, once', old.id using errcode = '23514', constraint = 'consent_only_ends';
  end if;
  return new;
end $$;
create trigger consent_only_ends before update on consent for each row execute function consent_only_ends();

create function purpose_only_ends() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null or new.ended_at is null then
    raise exception 'purpose % can only be ended, once', old.id using errcode = '23514', constraint = 'purpose_only_ends';
  end if;
  return new;
end $$;
create trigger purpose_only_ends before update on purpose for each row execute function purpose_only_ends();

-- Both registers are there for the customer: they go with his account alone.
create function register_goes_with_its_account() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from person_account where id = old.account_id and frozen) then
    raise exception 'a register of account % is not thinned', old.account_id using errcode = '23514', constraint = 'register_stays';
  end if;
  return old;
end $$;
create trigger consent_stays before delete on consent for each row execute function register_goes_with_its_account();
create trigger disclosure_stays before delete on disclosure for each row execute function register_goes_with_its_account();

-- P02: each time that a member of staff saw something personal. The customer reads it. Without an account: a search for an address that
-- nobody has, which is counted for an hour.
create table look (
  id         uuid primary key,
  account_id uuid references person_account (id),
  contact_id uuid,
  subject    text not null check (subject in ('HOLDER', 'CONTACT', 'ADDRESS')),
  field      text not null check (field in ('NAME', 'EMAIL', 'PHONE', 'FAX', 'ADDRESS', 'WHOLE_CONTACT', 'WHOLE_HOLDER', 'FOUND_BY_EMAIL')),
  reason     text not null check (reason in ('CALL_BACK', 'POST', 'IDENTITY', 'TROUBLE', 'LAW', 'OTHER', 'REQUEST')),
  note       bytea,
  request_id uuid,
  by_user    uuid not null,
  by_staff   text not null check (by_staff ~ '^S-\d+$'),
  at         timestamptz not null,
  constraint look_request check ((reason = 'REQUEST') = (request_id is not null))
);
-- The planner keeps no sample of what is sealed.
alter table look alter column note set statistics 0;
create index look_account on look (account_id, at desc);
create index look_by on look (by_user, at desc);

-- P05: what staff found out about who the holder is. The newest row is the state; none is "not verified".
create table identity_verdict (
  id             uuid primary key,
  account_id     uuid not null references person_account (id),
  state          text not null check (state in ('VERIFIED', 'IN_DOUBT', 'UNVERIFIED')),
  identity_check text check (identity_check in ('CALL_BACK', 'ID_DOCUMENT', 'INVOICE_DETAILS', 'SIGNATURE')),
  reason         bytea not null,
  by_staff       text not null check (by_staff ~ '^S-\d+$'),
  at             timestamptz not null,
  constraint identity_verdict_check check ((state = 'VERIFIED') = (identity_check is not null))
);
alter table identity_verdict alter column reason set statistics 0;
create index identity_verdict_account on identity_verdict (account_id, at desc);

-- P22: staff change the holder too for whoever cannot come to the portal, under a request of the same kind.
alter table contact_request drop constraint contact_request_operation_check;
alter table contact_request add constraint contact_request_operation_check check (operation in ('ADD', 'EDIT', 'REMOVE', 'HOLDER'));

grant select, insert on purpose to ams_person_app;
grant update (ended_at, version) on purpose to ams_person_app;
grant select, insert, delete on consent to ams_person_app;
grant update (withdrawn_at, version) on consent to ams_person_app;
grant select, insert, delete on disclosure, identity_verdict, look to ams_person_app;
grant update (contact_id, note) on look to ams_person_app;
