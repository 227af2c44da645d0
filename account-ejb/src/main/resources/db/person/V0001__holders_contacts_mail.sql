-- ams_person: who you are. Every personal field is sealed under the account's own key; what is searched is a keyed index.

create table person_account (
  id       uuid primary key,
  coverage text not null check (coverage in ('OPENING', 'KEPT', 'LOST')),
  locale   text not null check (locale in ('en', 'fr')),
  frozen   boolean not null default false,
  version  bigint not null default 0
);

create table person_key (
  account_id  uuid primary key references person_account (id),
  dek_id      uuid not null unique,
  kek_version integer not null,
  wrapped     bytea not null
);

create table account_holder (
  account_id uuid primary key references person_account (id),
  name       bytea not null,
  street     bytea,
  postcode   bytea,
  city       bytea,
  country    bytea,
  phone      bytea,
  version    bigint not null default 0,
  constraint account_holder_address check (num_nulls(street, postcode, city, country) in (0, 4))
);

create table contact_role (
  code     text primary key check (code ~ '^[a-z0-9-]{2,30}$'),
  name_en  text not null,
  name_fr  text not null,
  built_in boolean not null,
  position integer not null,
  version  bigint not null default 0
);
insert into contact_role values
  ('billing', 'Billing', 'Facturation', true, 1, 0),
  ('technical', 'Technical', 'Technique', true, 2, 0);

create table contact_person (
  id            uuid primary key,
  account_id    uuid not null references person_account (id),
  name          bytea not null,
  email         bytea not null,
  pending_email bytea,
  phone_1       bytea,
  phone_2       bytea,
  phone_3       bytea,
  fax           bytea,
  email_state   text not null check (email_state in ('UNVERIFIED', 'VERIFIED', 'BOUNCING')),
  added_at      timestamptz not null,
  version       bigint not null default 0
);
create index contact_person_account on contact_person (account_id, added_at, id);

create table contact_person_role (
  contact_id uuid not null references contact_person (id) on delete cascade,
  role_code  text not null references contact_role (code),
  primary key (contact_id, role_code)
);
create index contact_person_role_code on contact_person_role (role_code);

create table email_verification (
  token_fingerprint bytea primary key,
  contact_id        uuid not null references contact_person (id) on delete cascade,
  email_fingerprint bytea not null,
  expires_at        timestamptz not null
);
create index email_verification_contact on email_verification (contact_id);

-- Keyed, so that it tells nothing without the index key: exact e-mail, words and prefixes of the holder's name.
create table search_token (
  token      bytea not null,
  account_id uuid not null references person_account (id),
  subject_id uuid not null,
  primary key (token, account_id, subject_id)
);
create index search_token_subject on search_token (account_id, subject_id);

create table mail_outbox (
  id         uuid primary key,
  account_id uuid not null references person_account (id),
  recipient  bytea not null,
  subject    bytea not null,
  body       bytea not null,
  state      text not null check (state in ('QUEUED', 'QUARANTINED')),
  attempts   integer not null default 0,
  due_at     timestamptz not null,
  queued_at  timestamptz not null
);
create index mail_outbox_due on mail_outbox (due_at) where state = 'QUEUED';
create index mail_outbox_account on mail_outbox (account_id);

-- Requests that reached staff by another way than the portal and concern contacts (P22): one use, like a card request.
create table contact_request (
  id             uuid primary key,
  account_id     uuid not null references person_account (id),
  contact_id     uuid,
  operation      text not null check (operation in ('ADD', 'EDIT', 'REMOVE')),
  channel        text not null check (channel in ('PHONE', 'LETTER', 'FAX', 'EMAIL', 'VISIT')),
  identity_check text not null check (identity_check in ('CALL_BACK', 'ID_DOCUMENT', 'INVOICE_DETAILS', 'SIGNATURE')),
  recorded_by    uuid not null,
  recorded_at    timestamptz not null,
  expires_at     timestamptz not null,
  state          text not null check (state in ('OPEN', 'USED', 'WITHDRAWN')),
  used_at        timestamptz,
  used_by        uuid,
  version        bigint not null default 0,
  constraint contact_request_used check ((state = 'USED') = (used_at is not null and used_by is not null))
);
create index contact_request_open on contact_request (recorded_at) where state = 'OPEN';
create index contact_request_account on contact_request (account_id, recorded_at desc);

create table audit_outbox (
  id         uuid primary key,
  at         timestamptz not null,
  actor      text not null,
  operation  text not null,
  outcome    text not null,
  account_id uuid,
  object_id  uuid,
  request_id uuid
);

-- P13: at least one contact person with all roles defined and a working e-mail. Counted when the transaction commits, for
-- every way of writing, plain SQL included. Before the first address is proved (OPENING) and after a bounce (LOST) the
-- covering contact need not be verified, but must exist.
create function contact_coverage_held(account uuid) returns boolean language sql stable as $$
  select exists (
    select 1
    from contact_person c, person_account a
    where a.id = account and c.account_id = a.id
      and (c.email_state = 'VERIFIED' or (a.coverage = 'OPENING' and c.email_state = 'UNVERIFIED') or a.coverage = 'LOST')
      and not exists (
        select 1 from contact_role r
        where not exists (
          select 1 from contact_person_role cr where cr.contact_id = c.id and cr.role_code = r.code)))
$$;

create function contact_coverage_check() returns trigger language plpgsql as $$
declare
  account uuid;
begin
  if tg_table_name = 'contact_person' then
    account := case when tg_op = 'DELETE' then old.account_id else new.account_id end;
  elsif tg_table_name = 'person_account' then
    account := new.id;
  else
    select c.account_id into account from contact_person c
      where c.id = case when tg_op = 'DELETE' then old.contact_id else new.contact_id end;
  end if;
  -- The account row is what concurrent changes queue on: the second to commit sees what the first has left.
  perform 1 from person_account where id = account for update;
  if found and not contact_coverage_held(account)
     and not exists (select 1 from person_account where id = account and frozen) then
    raise exception 'contact coverage of account % would be lost', account
      using errcode = '23514', constraint = 'contact_coverage';
  end if;
  return null;
end $$;

create constraint trigger contact_coverage_person after insert or update or delete on contact_person
  deferrable initially deferred for each row execute function contact_coverage_check();
create constraint trigger contact_coverage_role after insert or update or delete on contact_person_role
  deferrable initially deferred for each row execute function contact_coverage_check();
create constraint trigger contact_coverage_account after insert or update on person_account
  deferrable initially deferred for each row execute function contact_coverage_check();

create function coverage_never_reopens() returns trigger language plpgsql as $$
begin
  if old.coverage <> 'OPENING' and new.coverage = 'OPENING' then
    raise exception 'coverage of account % does not go back to OPENING', old.id using errcode = '23514';
  end if;
  if old.frozen and not new.frozen then
    raise exception 'account % stays frozen', old.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger coverage_never_reopens before update on person_account
  for each row execute function coverage_never_reopens();

grant select, insert, update, delete on person_account, person_key, account_holder, contact_person, email_verification,
  mail_outbox, contact_request to ams_person_app;
grant select, insert, delete on contact_person_role, search_token, audit_outbox to ams_person_app;
grant select, insert, update on contact_role to ams_person_app;
