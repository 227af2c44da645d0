-- What is kept for how long is said by rules; each night the house removes what is older. One line a rule and night, kept as long as a
-- rule of its own says.
create table retention_run (
  id       uuid primary key,
  rule     text not null,
  begun_at timestamptz not null,
  ended_at timestamptz,
  found    bigint not null,
  deleted  bigint not null,
  failure  text
);
create index retention_run_rule on retention_run (rule, begun_at desc);
create index retention_run_begun on retention_run (begun_at);

-- Users of free services who have not been here for long, and were told what comes. Gone with the account.
create table unused_warning (
  account_id uuid primary key references account (id) on delete cascade,
  warnings   integer not null check (warnings in (1, 2)),
  warned_at  timestamptz not null
);

-- Which server does a piece of work that one alone does at a time, and until when. The epoch counts the holders.
create table lease (
  work   text primary key,
  holder uuid not null,
  until  timestamptz not null,
  epoch  bigint not null
);

-- Nobody has noted when customers come until now: the year of those who are here begins today.
update app_user set last_sign_in_at = date_trunc('day', now(), 'UTC') where audience = 'CUSTOMER';

create index account_free on account (id) where service = 'FREE' and status = 'ACTIVE';
create index account_closed on account (closed_at) where status = 'CLOSED';
create index erasure_finished on erasure (finished_at) where finished_at is not null;
create index sign_in_attempt_last_failure on sign_in_attempt (last_failure_at);
create index factor_change_told on factor_change (told_at) where told_at is not null;
create index invitation_expires on invitation (expires_at);

grant select, insert, update, delete on retention_run, unused_warning to ams_core_app;
grant select, insert, update on lease to ams_core_app;
grant delete on erasure to ams_core_app;
