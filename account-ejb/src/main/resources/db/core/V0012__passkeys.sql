-- Under what a user is known to his authenticators; random, so that it says nothing of who he is.
alter table app_user add passkey_handle bytea unique check (octet_length(passkey_handle) = 64);

-- Keys of authenticators that somebody signs in with. A credential belongs to one user, whoever else may bring it.
create table passkey (
  id              uuid primary key,
  user_id         uuid not null references app_user (id) on delete cascade,
  credential_id   bytea not null unique check (octet_length(credential_id) between 1 and 1023),
  public_key      bytea not null,
  signature_count bigint not null check (signature_count >= 0),
  transports      text not null,
  label_sealed    bytea not null,
  created_at      timestamptz not null,
  last_used_at    timestamptz
);
create index passkey_user on passkey (user_id);

-- What an authenticator was asked and has not answered yet. An answer takes its row away, so each is answered once, on whatever server.
create table passkey_ceremony (
  id         uuid primary key,
  purpose    text not null check (purpose in ('ADD', 'SIGN_IN', 'PROVE')),
  user_id    uuid references app_user (id) on delete cascade,
  request    text not null,
  expires_at timestamptz not null,
  constraint passkey_ceremony_user check (purpose = 'SIGN_IN' or user_id is not null)
);
create index passkey_ceremony_expires on passkey_ceremony (expires_at);
create index passkey_ceremony_user on passkey_ceremony (user_id);

alter table factor_change drop constraint factor_change_change_check;
alter table factor_change add constraint factor_change_change_check check
  (change in ('PASSWORD', 'TOTP_ON', 'TOTP_OFF', 'RECOVERY_NEW', 'RECOVERY_USED', 'PASSKEY_ADDED', 'PASSKEY_REMOVED'));

grant select, insert, update, delete on passkey to ams_core_app;
grant select, insert, delete on passkey_ceremony to ams_core_app;
