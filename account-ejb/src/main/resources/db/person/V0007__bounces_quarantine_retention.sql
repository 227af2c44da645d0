-- Why a mail has not gone out yet; of what the mail server said one word is kept.
alter table mail_outbox add column trouble text check (trouble in ('AWAY', 'REFUSED', 'UNREADABLE', 'LOST'));
create index mail_outbox_quarantined on mail_outbox (queued_at) where state = 'QUARANTINED';

-- Which address a mail went to, for a report that it did not arrive. Keyed fingerprints: neither the token that the report brings back
-- nor the address can be read here. A report uses the row up.
create table sent_mail (
  token_fingerprint   bytea primary key,
  account_id          uuid not null references person_account (id),
  address_fingerprint bytea not null,
  sent_at             timestamptz not null
);
create index sent_mail_account on sent_mail (account_id);
create index sent_mail_sent on sent_mail (sent_at);

-- Which server does a piece of work that one alone does at a time, and until when. The epoch counts the holders.
create table lease (
  work   text primary key,
  holder uuid not null,
  until  timestamptz not null,
  epoch  bigint not null
);

create index email_verification_expires on email_verification (expires_at);
create index contact_request_ended on contact_request (expires_at);

grant select, insert, update, delete on sent_mail to ams_person_app;
grant select, insert, update on lease to ams_person_app;
