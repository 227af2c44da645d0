-- ams_core: what happens. Opaque ids and numbers only; the people are in ams_person, the cards in ams_vault.

create sequence account_number_seq start 100001;

create table account (
  id           uuid primary key,
  number       text unique,
  kind         text not null check (kind in ('INDIVIDUAL', 'COMPANY')),
  service      text not null check (service in ('WEB_HOSTING', 'CO_LOCATION', 'FREE')),
  status       text not null check (status in ('OPENING', 'ACTIVE', 'CLOSING', 'CLOSED')),
  opened_at    timestamptz not null,
  closed_at    timestamptz,
  version      bigint not null default 0,
  -- A tombstone keeps its opaque id and nothing that was printed on an invoice.
  constraint account_tombstone check ((status = 'CLOSED') = (number is null)),
  constraint account_closed_at check ((status = 'CLOSED') = (closed_at is not null))
);
create index account_unfinished on account (opened_at) where status in ('OPENING', 'CLOSING');

create table app_user (
  id             uuid primary key,
  account_id     uuid references account (id),
  audience       text not null check (audience in ('CUSTOMER', 'STAFF')),
  staff_number   text unique,
  user_name      text not null,
  user_name_key  text not null unique,
  password_hash  text not null,
  dek_id         uuid,
  dek_wrapped    bytea,
  kek_version    integer,
  totp_sealed    bytea,
  totp_last_step bigint,
  locale         text not null check (locale in ('en', 'fr')),
  status         text not null check (status in ('ACTIVE', 'DISABLED')),
  created_at     timestamptz not null,
  version        bigint not null default 0,
  constraint app_user_audience check ((audience = 'CUSTOMER') = (account_id is not null)),
  constraint app_user_staff_number check ((audience = 'STAFF') = (staff_number is not null)),
  constraint app_user_second_factor check (audience = 'CUSTOMER' or totp_sealed is not null)
);
create index app_user_account on app_user (account_id);

create table user_role (
  user_id uuid not null references app_user (id) on delete cascade,
  role    text not null check (role in ('customer', 'staff', 'card-custodian', 'operator', 'auditor')),
  primary key (user_id, role)
);

-- Trust is a state apart from roles (P17): without a live row a custodian signs in without the role.
create table custodian_trust (
  id         uuid primary key,
  user_id    uuid not null references app_user (id),
  granted_by uuid not null references app_user (id),
  reason     text not null,
  granted_at timestamptz not null,
  ends_at    timestamptz not null,
  ended_at   timestamptz,
  constraint custodian_trust_by_another check (granted_by <> user_id),
  constraint custodian_trust_ends check (ends_at > granted_at)
);
create index custodian_trust_user on custodian_trust (user_id);

create table sign_in_attempt (
  user_name_fingerprint bytea primary key,
  failures              integer not null,
  last_failure_at       timestamptz not null
);

create table service_offer (
  code           text primary key check (code ~ '^[a-z0-9-]{2,40}$'),
  name_en        text not null,
  name_fr        text not null,
  description_en text not null,
  description_fr text not null,
  price_minor    bigint not null check (price_minor >= 0),
  currency       char(3) not null,
  position       integer not null,
  active         boolean not null,
  version        bigint not null default 0
);

create table service_order (
  id          uuid primary key,
  account_id  uuid not null references account (id),
  offer_code  text not null references service_offer (code),
  price_minor bigint not null check (price_minor >= 0),
  currency    char(3) not null,
  status      text not null check (status in ('PLACED', 'REQUESTED', 'PAID', 'DECLINED', 'CANCELLED')),
  placed_at   timestamptz not null,
  version     bigint not null default 0
);
create index service_order_account on service_order (account_id, placed_at desc);

-- Erasures under way or done. No personal data: ids, steps and counts, so that it may outlive the person (P03).
create table erasure (
  account_id   uuid primary key references account (id),
  requested_at timestamptz not null,
  step         text not null,
  counts       text not null,
  attempts     integer not null,
  finished_at  timestamptz,
  version      bigint not null default 0
);
create index erasure_unfinished on erasure (requested_at) where finished_at is null;

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

-- The trail: gap-free, each entry hashed over the one before.
create table audit_event (
  seq        bigint primary key,
  event_id   uuid not null unique,
  at         timestamptz not null,
  actor      text not null,
  operation  text not null,
  outcome    text not null,
  account_id uuid,
  object_id  uuid,
  request_id uuid,
  store      text not null,
  prev_hash  bytea not null,
  hash       bytea not null
);
create index audit_event_account on audit_event (account_id, seq desc);
create index audit_event_operation on audit_event (operation, seq desc);

create table audit_head (
  id   integer primary key check (id = 1),
  seq  bigint not null,
  hash bytea not null
);
insert into audit_head values (1, 0, decode(repeat('00', 32), 'hex'));

grant select, insert, update on account, app_user, custodian_trust, service_offer, service_order, erasure to ams_core_app;
grant delete on app_user, service_order, account, custodian_trust to ams_core_app;
grant select, insert, delete on user_role, audit_outbox to ams_core_app;
grant select, insert, update, delete on sign_in_attempt to ams_core_app;
grant select, insert on audit_event to ams_core_app;
grant select, update on audit_head to ams_core_app;
grant usage on sequence account_number_seq to ams_core_app;
