-- A copy of everything that is held on an account, built piece by piece for its customer, taken once. An account has one at a time.
create table data_export (
  id         uuid primary key,
  account_id uuid not null unique references person_account (id),
  state      text not null check (state in ('BUILDING', 'READY', 'TAKEN', 'OUTDATED')),
  asked_at   timestamptz not null,
  section    integer not null default 0,
  reached    text,
  parts      integer not null default 0,
  done       bigint not null default 0,
  total      bigint not null default 0,
  ended_at   timestamptz,
  version    bigint not null default 0,
  constraint data_export_ended check ((state = 'BUILDING') = (ended_at is null))
);
create index data_export_asked on data_export (asked_at);
create index data_export_going on data_export (state) where state in ('BUILDING', 'READY');

-- Its text, sealed under the account's key; of what was taken or is outdated there is none.
create table data_export_part (
  export_id uuid not null references data_export (id) on delete cascade,
  number    integer not null,
  sealed    bytea not null,
  primary key (export_id, number)
);
-- The planner keeps no sample of what is sealed.
alter table data_export_part alter column sealed set statistics 0;

-- P12: a contact who goes leaves nothing in a copy either.
create function copy_goes_with_its_contact() returns trigger language plpgsql as $$
begin
  update data_export set state = 'OUTDATED', ended_at = now(), version = version + 1
    where account_id = old.account_id and state in ('BUILDING', 'READY');
  if found then
    delete from data_export_part p using data_export e where e.id = p.export_id and e.account_id = old.account_id;
  end if;
  return old;
end $$;
create trigger copy_goes_with_its_contact after delete on contact_person
  for each row execute function copy_goes_with_its_contact();

-- What was destroyed is to be gone from the files, too.
create or replace function forget_old_versions(of_table text) returns void language plpgsql security definer
  set search_path = ams, pg_temp set lock_timeout = '2s' as $$
begin
  if of_table not in ('account_holder', 'contact_person', 'contact_request', 'data_export_part', 'email_verification', 'mail_outbox',
                      'person_key', 'search_token') then
    raise exception 'no old versions are kept of %', of_table using errcode = '42501';
  end if;
  execute format('cluster %I using %I', of_table, of_table || '_pkey');
end $$;

grant select, insert, update, delete on data_export to ams_person_app;
grant select, insert, delete on data_export_part to ams_person_app;
