-- Who is signed in, from which kind of browser, until when. Each request looks its visit up by the hash of a token that only the
-- browser has. Neither an address nor what the browser says of itself is kept, but two coarse words.
create table visit (
  id               uuid primary key,
  user_id          uuid not null references app_user (id) on delete cascade,
  audience         text not null check (audience in ('CUSTOMER', 'STAFF')),
  token_hash       bytea not null unique check (octet_length(token_hash) = 32),
  device           text not null check (device ~ '^[A-Z]+ [A-Z]+$'),
  begun_at         timestamptz not null,
  last_seen_at     timestamptz not null,
  ends_at          timestamptz not null,
  proved_at        timestamptz not null,
  second_factor_at timestamptz,
  ended_at         timestamptz,
  end_reason       text,
  constraint visit_end_reason check
    (end_reason in ('SIGNED_OUT', 'ENDED_BY_USER', 'REPLACED', 'PASSWORD_CHANGED', 'SECOND_FACTOR_CHANGED', 'TOO_MANY',
     'ACCOUNT_CLOSED', 'HALF_MISSING', 'IDLE', 'LIMIT')),
  constraint visit_ended check ((ended_at is null) = (end_reason is null)),
  constraint visit_ends check (ends_at > begun_at and last_seen_at >= begun_at)
);
create index visit_live on visit (user_id) where ended_at is null;
create index visit_past on visit (ended_at) where ended_at is not null;

-- From where a user has signed in before; whoever signs in from elsewhere is told by mail, once.
create table known_device (
  user_id       uuid not null references app_user (id) on delete cascade,
  device        text not null,
  first_seen_at timestamptz not null,
  told_at       timestamptz,
  primary key (user_id, device)
);
create index known_device_untold on known_device (first_seen_at) where told_at is null;

grant select, insert, update, delete on visit, known_device to ams_core_app;
