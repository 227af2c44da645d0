-- What belongs to an account is found by indexes before it is erased, in tables that grow with the house.
create index consent_account on consent (account_id);
