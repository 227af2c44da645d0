-- Which reminder of its expiry a card's customer has got: 60, 30 or 7 days before. Null after each change of the expiry.
alter table card add column reminded smallint check (reminded in (60, 30, 7));
create index card_expiry on card (expiry);

-- Which cards a member of staff has used.
create index custody_entry_staff on custody_entry (by_staff, at desc) where by_staff is not null;
