-- A second factor that is being set up, until a code of it proves that the app has it.
alter table app_user add totp_pending bytea;

-- Codes for whoever has lost the second factor; each opens once. Keyed fingerprints: nobody reads a code here.
create table recovery_code (
  user_id     uuid not null references app_user (id) on delete cascade,
  fingerprint bytea not null check (octet_length(fingerprint) = 32),
  used_at     timestamptz,
  primary key (user_id, fingerprint)
);

-- Changes of what somebody signs in with, until he has been told.
create table factor_change (
  id      uuid primary key,
  user_id uuid not null references app_user (id) on delete cascade,
  change  text not null check (change in ('PASSWORD', 'TOTP_ON', 'TOTP_OFF', 'RECOVERY_NEW', 'RECOVERY_USED')),
  at      timestamptz not null,
  told_at timestamptz
);
create index factor_change_untold on factor_change (at) where told_at is null;

-- A visit that got in by a recovery code has proved no second factor.
grant select, insert, update, delete on recovery_code to ams_core_app;
grant select, insert, update, delete on factor_change to ams_core_app;
