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
