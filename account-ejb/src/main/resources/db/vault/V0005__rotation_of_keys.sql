-- Keys of cards are renewed while the house is open. Which version is in use stands here; each row says which one it needs.

create table key_version (
  id                   uuid primary key default gen_random_uuid(),
  -- KEK wraps data keys, DEK counts the generations of data keys, FPR makes fingerprints.
  kind                 text not null check (kind in ('KEK', 'DEK', 'FPR')),
  version              integer not null check (version > 0),
  state                text not null check (state in ('PREPARED', 'ACTIVE', 'DECRYPT_ONLY', 'DESTROYED')),
  since                timestamptz not null default now(),
  destruction_asked_by uuid,
  destroyed_by         uuid,
  unique (kind, version),
  constraint key_version_two_custodians check (destroyed_by is null or destroyed_by <> destruction_asked_by)
);
create unique index key_version_one_active on key_version (kind) where state = 'ACTIVE';
insert into key_version (kind, version, state) values ('KEK', 1, 'ACTIVE'), ('DEK', 1, 'ACTIVE'), ('FPR', 1, 'ACTIVE');

create table rotation_job (
  id           uuid primary key,
  kind         text not null check (kind in ('KEK', 'DEK', 'FPR')),
  from_version integer not null,
  to_version   integer not null,
  state        text not null check (state in ('ASKED', 'WITHDRAWN', 'PREPARED', 'BARRIER', 'ACTIVE', 'MIGRATE', 'VERIFY',
                                              'DECRYPT_ONLY', 'DESTROYED')),
  cursor_id    uuid,
  done         bigint not null default 0,
  total        bigint not null default 0,
  failed       bigint not null default 0,
  trouble      text check (trouble in ('SEALED', 'STORE', 'SERVERS', 'SEALS')),
  asked_by     uuid not null,
  asked_at     timestamptz not null,
  approved_by  uuid,
  paused       boolean not null default false,
  lease_holder uuid,
  lease_until  timestamptz,
  updated_at   timestamptz not null,
  version      bigint not null default 0,
  constraint rotation_job_forward check (to_version > from_version),
  constraint rotation_job_two_custodians check (approved_by is null or approved_by <> asked_by),
  constraint rotation_job_approved check (state in ('ASKED', 'WITHDRAWN') or approved_by is not null)
);
create unique index rotation_job_one_open on rotation_job ((true)) where state not in ('WITHDRAWN', 'DECRYPT_ONLY', 'DESTROYED');
create index rotation_job_asked on rotation_job (asked_at desc);

-- Which servers are alive, and the newest keys that each has seen.
create table custody_server (
  id          uuid primary key,
  kek_version integer not null,
  fpr_version integer not null,
  seen_at     timestamptz not null
);

alter table card_key add column generation integer not null default 1;
alter table card_key drop constraint card_key_account_id_key;
alter table card_key add constraint card_key_generation unique (account_id, generation);
create index card_key_kek on card_key (kek_version, dek_id);
create index card_key_generations on card_key (generation, dek_id);

alter table card add column fingerprint_version integer not null default 1;
alter table card drop constraint card_once_per_account;
alter table card add constraint card_once_per_account unique (account_id, fingerprint_version, fingerprint);
create index card_fingerprint_version on card (fingerprint_version, id);
create index card_dek on card (dek_id);

grant select, insert, update on key_version, rotation_job to ams_vault_app;
grant select, insert, update, delete on custody_server to ams_vault_app;
