-- Deleting a charge looks for the requests to give some of it back.
create index card_request_charge on card_request (charge_id) where charge_id is not null;
