-- The state of the house tells the operator which version a store has; nothing else of the history is read.
grant select (version, success) on flyway_schema_history to ams_person_app;
