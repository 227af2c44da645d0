-- A member of staff may be known to a provider of the house's own, which says who he is in place of his password. Kept is a keyed fingerprint
-- of what the provider calls him, so that one of its log-ins opens one of ours.
alter table app_user add column provider_fingerprint bytea unique;
alter table app_user add constraint app_user_provider_of_staff check (provider_fingerprint is null or audience = 'STAFF');
