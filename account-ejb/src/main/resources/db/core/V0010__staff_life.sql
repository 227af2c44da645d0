-- Members of staff come by an invitation and go by being disabled. Their rows stay, so no name and no number is given twice.
alter table app_user add enrolled_at timestamptz;
alter table app_user add last_sign_in_at timestamptz;
alter table app_user add last_day date;
alter table app_user add leaving_reason text;
alter table app_user add disabled_at timestamptz;
alter table app_user add disabled_because text check (disabled_because in ('DISABLED', 'LEFT', 'UNUSED'));

-- Nobody has noted sign-ins until now: the ninety days of those who are here begin today.
update app_user set enrolled_at = now() where audience = 'STAFF';
alter table app_user add constraint app_user_enrolled check ((audience = 'STAFF') = (enrolled_at is not null));

-- A link that lets somebody choose a password and set up a second factor, once. Gone when it is used or withdrawn; the trail tells the
-- rest. Without a user it is for somebody new: no log-in exists before he has proved a second factor.
create table invitation (
  id                uuid primary key,
  user_id           uuid unique references app_user (id) on delete cascade,
  user_name         text not null,
  user_name_key     text not null unique,
  roles             text not null check (roles ~ '^(staff|card-custodian|operator|auditor)( (staff|card-custodian|operator|auditor))*$'),
  invited_by        uuid not null references app_user (id) on delete cascade,
  invited_at        timestamptz not null,
  expires_at        timestamptz not null,
  token_fingerprint bytea not null unique check (octet_length(token_fingerprint) = 32),
  constraint invitation_by_another check (user_id <> invited_by)
);
create index invitation_inviter on invitation (invited_by);
grant select, insert, delete on invitation to ams_core_app;

-- Trust is proposed by one operator and approved by another (PCI 7.2.3); what one alone had given waits for the second.
alter table custodian_trust add approved_by uuid references app_user (id);
alter table custodian_trust add approved_at timestamptz;
alter table custodian_trust add constraint custodian_trust_second
  check (approved_by <> granted_by and approved_by <> user_id);
alter table custodian_trust add constraint custodian_trust_approved check ((approved_by is null) = (approved_at is null));

alter table visit drop constraint visit_end_reason;
alter table visit add constraint visit_end_reason check
  (end_reason in ('SIGNED_OUT', 'ENDED_BY_USER', 'REPLACED', 'PASSWORD_CHANGED', 'SECOND_FACTOR_CHANGED', 'TOO_MANY',
   'ACCOUNT_CLOSED', 'HALF_MISSING', 'IDLE', 'LIMIT', 'ROLES_CHANGED', 'DISABLED'));
