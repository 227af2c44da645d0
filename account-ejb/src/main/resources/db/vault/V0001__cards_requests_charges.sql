-- ams_vault: what you pay with. A PAN is here only sealed; what may be read is brand, last four and expiry.

create table vault_account (
  id      uuid primary key,
  frozen  boolean not null default false,
  version bigint not null default 0
);

create table card_key (
  dek_id      uuid primary key,
  account_id  uuid not null unique references vault_account (id),
  kek_version integer not null,
  wrapped     bytea not null
);

create table card (
  id              uuid primary key,
  account_id      uuid not null references vault_account (id),
  dek_id          uuid not null references card_key (dek_id),
  sealed_pan      bytea not null,
  fingerprint     bytea not null,
  brand           text not null,
  last_four       char(4) not null check (last_four ~ '^[0-9]{4}$'),
  expiry          char(7) not null check (expiry ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  holder          bytea not null,
  billing_contact uuid,
  default_card    boolean not null,
  added_at        timestamptz not null,
  version         bigint not null default 0,
  constraint card_once_per_account unique (account_id, fingerprint)
);
create unique index card_one_default on card (account_id) where default_card;
create index card_account on card (account_id, added_at, id);

create table card_request (
  id             uuid primary key,
  account_id     uuid not null references vault_account (id),
  card_id        uuid,
  operation      text not null check (operation in ('ADD', 'EDIT', 'DELETE', 'CHARGE')),
  ceiling_minor  bigint check (ceiling_minor > 0),
  currency       char(3),
  order_id       uuid unique,
  channel        text not null check (channel in ('PORTAL', 'PHONE', 'LETTER', 'FAX', 'EMAIL', 'VISIT')),
  identity_check text not null check (identity_check in ('SIGNED_IN', 'CALL_BACK', 'ID_DOCUMENT', 'INVOICE_DETAILS', 'SIGNATURE')),
  made_by        uuid not null,
  made_at        timestamptz not null,
  expires_at     timestamptz not null,
  state          text not null check (state in ('OPEN', 'USED', 'WITHDRAWN')),
  used_at        timestamptz,
  used_by        uuid,
  version        bigint not null default 0,
  constraint card_request_card check ((operation = 'ADD') = (card_id is null)),
  constraint card_request_ceiling check ((operation = 'CHARGE') = (ceiling_minor is not null and currency is not null)),
  constraint card_request_used check ((state = 'USED') = (used_at is not null and used_by is not null)),
  constraint card_request_expires check (expires_at > made_at)
);
create index card_request_open on card_request (made_at, id) where state = 'OPEN';
create index card_request_account on card_request (account_id, made_at desc);

create table charge (
  id                 uuid primary key,
  account_id         uuid not null references vault_account (id),
  card_id            uuid not null,
  request_id         uuid not null unique references card_request (id),
  order_id           uuid,
  amount_minor       bigint not null check (amount_minor > 0),
  currency           char(3) not null,
  merchant_reference text not null unique,
  state              text not null check (state in ('INTENDED', 'APPROVED', 'DECLINED', 'UNKNOWN')),
  gateway_reference  text,
  decline_code       text,
  intended_at        timestamptz not null,
  decided_at         timestamptz,
  version            bigint not null default 0
);
create index charge_account on charge (account_id, intended_at desc);
create index charge_undecided on charge (intended_at) where state in ('INTENDED', 'UNKNOWN');

-- P19: the customer's own ledger. Written in the transaction of the use; never changed.
create table custody_entry (
  id         uuid primary key,
  account_id uuid not null references vault_account (id),
  card_id    uuid not null,
  operation  text not null check (operation in ('ADDED', 'EDITED', 'NUMBER_REPLACED', 'DELETED', 'CHARGED')),
  by_kind    text not null check (by_kind in ('CUSTOMER', 'STAFF')),
  by_staff   text,
  request_id uuid,
  at         timestamptz not null,
  mail_queued_at timestamptz,
  constraint custody_entry_staff check ((by_kind = 'STAFF') = (by_staff is not null)),
  -- No use by staff without a customer's request.
  constraint custody_entry_request check (by_kind = 'CUSTOMER' or request_id is not null)
);
create unique index custody_entry_one_use on custody_entry (request_id) where request_id is not null;
create index custody_entry_mail on custody_entry (at) where mail_queued_at is null;
create index custody_entry_account on custody_entry (account_id, at desc);

-- A charge never exceeds the ceiling of the request it uses, whoever writes it.
create function charge_within_ceiling() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from card_request r
    where r.id = new.request_id and r.account_id = new.account_id and r.card_id = new.card_id
      and r.operation = 'CHARGE' and r.state = 'USED'
      and r.currency = new.currency and r.ceiling_minor >= new.amount_minor) then
    raise exception 'charge % has no request that allows it', new.id using errcode = '23514', constraint = 'charge_within_ceiling';
  end if;
  return new;
end $$;
create trigger charge_within_ceiling before insert on charge for each row execute function charge_within_ceiling();

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

grant select, insert, update, delete on vault_account, card_key, card, card_request, charge to ams_vault_app;
grant select, insert, delete on custody_entry, audit_outbox to ams_vault_app;
grant update (mail_queued_at) on custody_entry to ams_vault_app;
