-- Roles and databases of Korax AMS on an existing PostgreSQL 15 or newer. Run once as a superuser, with the psql of 15 or newer and the
-- passwords in the environment: psql -f roles.sql
-- Owners cannot log in; the migrator may become each owner and nothing else; the runtime roles have no right to change a schema.
-- ./ams run does the same to its own database.
\set ON_ERROR_STOP on
\getenv migrator_password AMS_DB_MIGRATOR_PASSWORD
\getenv core_password AMS_DB_CORE_PASSWORD
\getenv person_password AMS_DB_PERSON_PASSWORD
\getenv vault_password AMS_DB_VAULT_PASSWORD
\getenv audit_password AMS_DB_AUDIT_PASSWORD

create role ams_migrator login noinherit password :'migrator_password';

create role ams_core_owner nologin;
create role ams_person_owner nologin;
create role ams_vault_owner nologin;
grant ams_core_owner, ams_person_owner, ams_vault_owner to ams_migrator;

create role ams_core_app login noinherit password :'core_password';
create role ams_person_app login noinherit password :'person_password';
create role ams_vault_app login noinherit password :'vault_password';

-- A server that sleeps in the middle of a transaction keeps others from its rows for so long.
alter role ams_core_app set idle_in_transaction_session_timeout = '60s';
alter role ams_person_app set idle_in_transaction_session_timeout = '60s';
alter role ams_vault_app set idle_in_transaction_session_timeout = '60s';
-- Nothing that a page asks is large enough to be worth starting helpers for, which takes longer than the answer.
alter role ams_core_app set max_parallel_workers_per_gather = 0;
alter role ams_person_app set max_parallel_workers_per_gather = 0;
alter role ams_vault_app set max_parallel_workers_per_gather = 0;

-- Reads the audit trail and nothing else, for ./ams audit-verify.
create role ams_audit_reader login noinherit password :'audit_password';

create database ams_core owner ams_core_owner;
create database ams_person owner ams_person_owner;
create database ams_vault owner ams_vault_owner;
revoke all on database ams_core, ams_person, ams_vault from public;
grant connect on database ams_core to ams_core_app, ams_migrator, ams_audit_reader;
grant connect on database ams_person to ams_person_app, ams_migrator;
grant connect on database ams_vault to ams_vault_app, ams_migrator;
alter database ams_core set search_path = ams;
alter database ams_person set search_path = ams;
alter database ams_vault set search_path = ams;

\connect ams_core
create schema ams authorization ams_core_owner;
grant usage on schema ams to ams_core_app, ams_audit_reader;
revoke all on schema public from public;
\connect ams_person
create schema ams authorization ams_person_owner;
grant usage on schema ams to ams_person_app;
revoke all on schema public from public;
\connect ams_vault
create schema ams authorization ams_vault_owner;
grant usage on schema ams to ams_vault_app;
revoke all on schema public from public;
