-- Events are written in the transaction that writes or locks their process, and processes are never deleted. Checking that again
-- for every row costs more than the row: it was the dearest statement of a dry run.
ALTER TABLE import_event DROP CONSTRAINT import_event_process_fk;
COMMENT ON COLUMN import_event.process_id IS
    'An import_process. No foreign key: whoever adds an event has written or locked its process in the same transaction.';
