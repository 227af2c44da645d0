-- Twice a year operators look at who may do what, member by member, and nobody at himself (PCI 7.2.4).
create table access_review (
  id        uuid primary key,
  begun_by  uuid not null references app_user (id),
  begun_at  timestamptz not null,
  closed_by uuid references app_user (id),
  closed_at timestamptz,
  version   bigint not null default 0,
  constraint access_review_closed check ((closed_by is null) = (closed_at is null))
);
create unique index access_review_open on access_review ((closed_at is null)) where closed_at is null;

create table access_verdict (
  id          uuid primary key,
  review_id   uuid not null references access_review (id),
  user_id     uuid not null references app_user (id),
  keep        boolean not null,
  reviewed_by uuid not null references app_user (id),
  reviewed_at timestamptz not null,
  unique (review_id, user_id),
  constraint access_verdict_by_another check (reviewed_by <> user_id)
);

grant select, insert, update on access_review to ams_core_app;
grant select, insert, delete on access_verdict to ams_core_app;
