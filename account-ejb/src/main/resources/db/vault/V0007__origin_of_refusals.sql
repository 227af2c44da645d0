-- Where a refused request came from, by a keyed fingerprint that changes every day.
alter table audit_outbox add origin text;
