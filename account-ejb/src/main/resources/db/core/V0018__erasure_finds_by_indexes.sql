-- What belongs to an account is found by indexes before it is erased, in tables that grow with the house.
create index visit_user on visit (user_id);
create index factor_change_user on factor_change (user_id);
