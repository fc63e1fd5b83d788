CREATE TABLE wave_status_count (
    id       bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT wave_status_count_pk PRIMARY KEY,
    wave_id  bigint NOT NULL,
    status   text   NOT NULL,
    accounts bigint NOT NULL
);
COMMENT ON TABLE wave_status_count IS
    'How many account import processes of a wave have a status: the sum over its rows. Every statement that moves processes adds what it moved, so that transactions never wait for each other; servers sum the rows up now and then. Counting millions of processes, or an index over their status, would cost too much.';
COMMENT ON COLUMN wave_status_count.accounts IS 'May be negative: a statement that took processes away.';

-- Nothing may be decided between the first count and the triggers.
LOCK TABLE import_process IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO wave_status_count (wave_id, status, accounts)
SELECT wave_id, status, count(*)
  FROM import_process
 GROUP BY wave_id, status;

CREATE FUNCTION import_processes_added() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO wave_status_count (wave_id, status, accounts)
    SELECT wave_id, status, count(*) FROM added GROUP BY wave_id, status;
    RETURN NULL;
END
$$;

CREATE FUNCTION import_processes_moved() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO wave_status_count (wave_id, status, accounts)
    SELECT wave_id, status, sum(moved)
      FROM (SELECT wave_id, status, 1 AS moved FROM added
             UNION ALL
            SELECT wave_id, status, -1 FROM removed) AS change
     GROUP BY wave_id, status
    HAVING sum(moved) <> 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION import_processes_removed() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO wave_status_count (wave_id, status, accounts)
    SELECT wave_id, status, -count(*) FROM removed GROUP BY wave_id, status;
    RETURN NULL;
END
$$;

CREATE TRIGGER import_processes_added_tr
    AFTER INSERT ON import_process REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION import_processes_added();
CREATE TRIGGER import_processes_moved_tr
    AFTER UPDATE ON import_process REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION import_processes_moved();
CREATE TRIGGER import_processes_removed_tr
    AFTER DELETE ON import_process REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION import_processes_removed();
