-- What was deleted is to be gone from the files, too; as in ams_vault, by writing the table anew, which for the product this alone does.
create function forget_old_versions(of_table text) returns void language plpgsql security definer
  set search_path = ams, pg_temp set lock_timeout = '2s' as $$
begin
  if of_table not in ('account_holder', 'contact_person', 'contact_request', 'email_verification', 'mail_outbox', 'person_key',
                      'search_token') then
    raise exception 'no old versions are kept of %', of_table using errcode = '42501';
  end if;
  execute format('cluster %I using %I', of_table, of_table || '_pkey');
end $$;
revoke execute on function forget_old_versions(text) from public;
grant execute on function forget_old_versions(text) to ams_person_app;

-- The planner's statistics would keep samples.
alter table account_holder
  alter column name type bytea, alter column name set statistics 0,
  alter column street type bytea, alter column street set statistics 0,
  alter column postcode type bytea, alter column postcode set statistics 0,
  alter column city type bytea, alter column city set statistics 0,
  alter column country type bytea, alter column country set statistics 0,
  alter column phone type bytea, alter column phone set statistics 0;
alter table contact_person
  alter column name type bytea, alter column name set statistics 0,
  alter column email type bytea, alter column email set statistics 0,
  alter column pending_email type bytea, alter column pending_email set statistics 0,
  alter column phone_1 type bytea, alter column phone_1 set statistics 0,
  alter column phone_2 type bytea, alter column phone_2 set statistics 0,
  alter column phone_3 type bytea, alter column phone_3 set statistics 0,
  alter column fax type bytea, alter column fax set statistics 0;
alter table mail_outbox
  alter column recipient type bytea, alter column recipient set statistics 0,
  alter column subject type bytea, alter column subject set statistics 0,
  alter column body type bytea, alter column body set statistics 0;
alter table person_key
  alter column wrapped type bytea, alter column wrapped set statistics 0;
alter table search_token
  alter column token type bytea, alter column token set statistics 0;
