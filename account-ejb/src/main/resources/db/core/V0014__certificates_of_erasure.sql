-- A finished erasure has a certificate. It goes by an id of its own, which its holder knows and nobody can guess.
alter table erasure add certificate_id uuid;
update erasure set certificate_id = gen_random_uuid();
alter table erasure alter certificate_id set not null;
alter table erasure add constraint erasure_certificate unique (certificate_id);

-- While it is under way: the ids that are looked for, and how often each table held one before. Both are gone when it is done.
alter table erasure add subjects text;
alter table erasure add found text;
alter table erasure add certificate text;
alter table erasure add fingerprint text unique;
alter table erasure add constraint erasure_leaves_no_subjects check (finished_at is null or subjects is null);

-- Done again, since a backup from before had brought the account back.
alter table erasure add replayed boolean not null default false;

-- What was deleted is to be gone from the files, too; as in ams_vault, by writing the table anew, which for the product this alone does.
create function forget_old_versions(of_table text) returns void language plpgsql security definer
  set search_path = ams, pg_temp set lock_timeout = '2s' as $$
begin
  if of_table not in ('account', 'app_user', 'known_device', 'passkey', 'password_reset', 'visit') then
    raise exception 'no old versions are kept of %', of_table using errcode = '42501';
  end if;
  execute format('cluster %I using %I', of_table, of_table || '_pkey');
end $$;
revoke execute on function forget_old_versions(text) from public;
grant execute on function forget_old_versions(text) to ams_core_app;

-- The planner's statistics would keep samples.
alter table account
  alter column number type text, alter column number set statistics 0;
alter table app_user
  alter column user_name type text, alter column user_name set statistics 0,
  alter column user_name_key type text, alter column user_name_key set statistics 0;
