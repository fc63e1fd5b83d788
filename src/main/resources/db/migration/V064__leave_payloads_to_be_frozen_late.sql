-- A payload is written once, read a few times and purged. Vacuuming what was only inserted marks its pages as visible to all,
-- which nobody asks of them, and logs every one of them once more after a checkpoint: as much log as loading it. Purged payloads
-- are dead rows, which are vacuumed as ever, and so is what grows too old.
ALTER TABLE import_payload SET (
    autovacuum_vacuum_insert_threshold = -1,
    toast.autovacuum_vacuum_insert_threshold = -1
);
