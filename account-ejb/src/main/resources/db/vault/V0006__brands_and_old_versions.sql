alter table card add constraint card_brand
  check (brand in ('VISA', 'MASTERCARD', 'AMEX', 'DISCOVER', 'DINERS', 'JCB', 'UNIONPAY', 'MAESTRO'));

-- What was deleted is to be gone from the files, too. VACUUM frees the room that an old row had and leaves the bytes in it, until
-- something else is written there. CLUSTER writes the table and its indexes anew, without old rows, as only their owner may; it
-- waits for the table two seconds at most, since everybody else waits behind it. For the product this is the one way to do so.
create function forget_old_versions(of_table text) returns void language plpgsql security definer
  set search_path = ams, pg_temp set lock_timeout = '2s' as $$
begin
  if of_table not in ('card', 'card_key', 'card_request', 'charge', 'custody_entry', 'reversal') then
    raise exception 'no old versions are kept of %', of_table using errcode = '42501';
  end if;
  execute format('cluster %I using %I', of_table, of_table || '_pkey');
end $$;
revoke execute on function forget_old_versions(text) from public;
grant execute on function forget_old_versions(text) to ams_vault_app;

-- The planner's statistics would keep samples of what is stored. Nothing is planned by these columns; naming the type once more
-- drops the samples that there are.
alter table card
  alter column sealed_pan type bytea, alter column sealed_pan set statistics 0,
  alter column fingerprint type bytea, alter column fingerprint set statistics 0,
  alter column holder type bytea, alter column holder set statistics 0,
  alter column last_four type char(4), alter column last_four set statistics 0;
alter table card_key alter column wrapped type bytea, alter column wrapped set statistics 0;
