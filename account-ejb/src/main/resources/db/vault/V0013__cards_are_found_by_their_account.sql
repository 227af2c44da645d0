-- A card is sealed under a key of its own account: the pair says so, and leads from a key to its cards by the account, so a card that is given
-- another key changes no index. Room in each page keeps its new row beside the old one.
alter table card_key add constraint card_key_of_account unique (account_id, dek_id);
alter table card drop constraint card_dek_id_fkey;
alter table card add constraint card_sealed_under foreign key (account_id, dek_id) references card_key (account_id, dek_id);
drop index card_dek;
alter table card set (fillfactor = 80);

-- Of an account's few cards the order needs no index; what is unique begins with the account.
drop index card_account;

-- Which generations there still are is counted; they are worked off by account.
drop index card_key_generations;
create index card_key_generations on card_key (generation);
