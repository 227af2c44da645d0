-- An order whose whole charge was given back.
alter table service_order drop constraint service_order_status_check;
alter table service_order add constraint service_order_status_check
  check (status in ('PLACED', 'REQUESTED', 'PAID', 'DECLINED', 'CANCELLED', 'REFUNDED'));
