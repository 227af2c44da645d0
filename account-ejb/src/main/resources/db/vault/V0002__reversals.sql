-- Money given back: a charge cancelled before it is settled (VOID), or returned after (REFUND), in parts or whole.

alter table card_request drop constraint card_request_operation_check;
alter table card_request add constraint card_request_operation_check
  check (operation in ('ADD', 'EDIT', 'DELETE', 'CHARGE', 'REFUND'));
alter table card_request drop constraint card_request_ceiling;
alter table card_request add constraint card_request_ceiling
  check ((operation in ('CHARGE', 'REFUND')) = (ceiling_minor is not null and currency is not null));
alter table card_request add column charge_id uuid references charge (id) on delete cascade;
alter table card_request add constraint card_request_charge check ((operation = 'REFUND') = (charge_id is not null));
-- One open request to give back a charge at a time.
create unique index card_request_refund_once on card_request (charge_id) where state = 'OPEN';

alter table custody_entry drop constraint custody_entry_operation_check;
alter table custody_entry add constraint custody_entry_operation_check
  check (operation in ('ADDED', 'EDITED', 'NUMBER_REPLACED', 'DELETED', 'CHARGED', 'REFUNDED', 'VOIDED'));

create table reversal (
  id                 uuid primary key,
  account_id         uuid not null references vault_account (id),
  charge_id          uuid not null references charge (id),
  request_id         uuid not null unique references card_request (id),
  kind               text not null check (kind in ('REFUND', 'VOID')),
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
create index reversal_account on reversal (account_id, intended_at desc);
create index reversal_charge on reversal (charge_id);
create index reversal_undecided on reversal (intended_at) where state in ('INTENDED', 'UNKNOWN');

-- No more is given back than was charged, under a used request that allows it, whoever writes it. The charge's row is what
-- concurrent reversals queue on.
create function reversal_within_charge() returns trigger language plpgsql as $$
declare
  charged charge%rowtype;
  given   bigint;
begin
  select * into charged from charge where id = new.charge_id for update;
  select coalesce(sum(amount_minor), 0) into given from reversal where charge_id = new.charge_id and state <> 'DECLINED';
  if charged.state <> 'APPROVED' or charged.account_id <> new.account_id or charged.currency <> new.currency
     or given + new.amount_minor > charged.amount_minor
     or (new.kind = 'VOID' and new.amount_minor <> charged.amount_minor)
     or not exists (
       select 1 from card_request r
       where r.id = new.request_id and r.charge_id = new.charge_id and r.operation = 'REFUND' and r.state = 'USED'
         and r.currency = new.currency and r.ceiling_minor >= new.amount_minor) then
    raise exception 'reversal % is not covered by its charge and request', new.id
      using errcode = '23514', constraint = 'reversal_within_charge';
  end if;
  return new;
end $$;
create trigger reversal_within_charge before insert on reversal for each row execute function reversal_within_charge();

grant select, insert, update, delete on reversal to ams_vault_app;
