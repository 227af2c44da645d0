-- Somebody has forgotten a password, or says so. A wish under a name that nobody has is kept as well, so that both cost the same and
-- are counted the same; of the name there is a keyed fingerprint. A link works once, for an hour.
create table password_reset (
  id                    uuid primary key,
  user_name_fingerprint bytea not null,
  user_id               uuid references app_user (id) on delete cascade,
  asked_at              timestamptz not null,
  token_fingerprint     bytea unique check (octet_length(token_fingerprint) = 32),
  expires_at            timestamptz,
  used_at               timestamptz,
  constraint password_reset_link check ((token_fingerprint is null) = (expires_at is null))
);
create index password_reset_name on password_reset (user_name_fingerprint, asked_at);
create index password_reset_user on password_reset (user_id);
create index password_reset_asked on password_reset (asked_at);
create index password_reset_waiting on password_reset (asked_at) where token_fingerprint is null and user_id is not null;

grant select, insert, update, delete on password_reset to ams_core_app;
