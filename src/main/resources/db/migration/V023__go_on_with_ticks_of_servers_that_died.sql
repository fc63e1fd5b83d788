ALTER TABLE schedule_tick ADD COLUMN under_way boolean NOT NULL DEFAULT false;
UPDATE schedule_tick SET under_way = true WHERE note = 'under way';
COMMENT ON COLUMN schedule_tick.under_way IS
    'A server launches what is due. Where none holds the definition''s lock it has died, and another goes on.';
