-- How often a place did lately what nobody does so often. Of the place there is a keyed fingerprint that changes every day.
create table origin_count (
  counted  text not null check (counted in ('SIGN_IN', 'SIGN_IN_ANYWHERE', 'RESET', 'NAME_TAKEN', 'PASSKEY')),
  origin   text not null check (origin ~ '^([0-9a-f]{16}|\*)$'),
  begun_at timestamptz not null,
  number   integer not null,
  primary key (counted, origin, begun_at)
);
create index origin_count_begun on origin_count (begun_at);

-- What staff had as passwords before, so that none of the last is taken again (PCI 8.3.7).
create table past_password (
  id            uuid primary key,
  user_id       uuid not null references app_user (id) on delete cascade,
  password_hash text not null,
  replaced_at   timestamptz not null
);
create index past_password_user on past_password (user_id, replaced_at desc);

-- Where a refused request came from, by the same fingerprint.
alter table audit_outbox add origin text;
alter table audit_event add origin text;
create index audit_event_refused on audit_event (at desc) where outcome = 'REFUSED';

grant select, insert, update, delete on origin_count to ams_core_app;
grant select, insert, delete on past_password to ams_core_app;
