-- Which server does a piece of work that one alone does at a time, and until when. The epoch counts the holders.
create table lease (
  work   text primary key,
  holder uuid not null,
  until  timestamptz not null,
  epoch  bigint not null
);
grant select, insert, update on lease to ams_vault_app;
-- A rotation is leased like any other work.
alter table rotation_job drop column lease_holder, drop column lease_until;

create index card_request_unused on card_request (expires_at) where state <> 'USED';
create index charge_decided on charge (decided_at) where decided_at is not null;
create index reversal_decided on reversal (decided_at) where decided_at is not null;
