CREATE TABLE wave_run_settings (
    job_execution_id bigint NOT NULL CONSTRAINT wave_run_settings_pk PRIMARY KEY
                     CONSTRAINT wave_run_settings_run_fk REFERENCES wave_run,
    settings         json   NOT NULL
);
COMMENT ON TABLE wave_run_settings IS 'What a run judged by, beside payload and calendar.';
COMMENT ON COLUMN wave_run_settings.settings IS
    'The import supplier''s settings by name, lists in alphabetical order, and the program''s version: {"time-zone": "Europe/Copenhagen"}.';

CREATE TABLE import_drift (
    job_execution_id bigint      NOT NULL CONSTRAINT import_drift_run_fk REFERENCES wave_run,
    process_id       bigint      NOT NULL,
    position         integer     NOT NULL,
    code             text        NOT NULL,
    attr             text        NOT NULL,
    dry_run          bigint      NOT NULL,
    passed_at        timestamptz NOT NULL,
    payload_changed  boolean     NOT NULL,
    settings_changed boolean,
    calendar_changed boolean,
    CONSTRAINT import_drift_pk PRIMARY KEY (job_execution_id, process_id, position)
);
COMMENT ON TABLE import_drift IS
    'Accounts that had passed their newest dry run and failed in the import: which rule, and what has changed in between.';
COMMENT ON COLUMN import_drift.dry_run IS 'The job execution that found nothing wrong.';
COMMENT ON COLUMN import_drift.payload_changed IS 'The payload was replaced after the dry run.';
COMMENT ON COLUMN import_drift.settings_changed IS 'The settings or the program are others; null when it is not known by what the dry run judged.';
COMMENT ON COLUMN import_drift.calendar_changed IS
    'It was another day in the import supplier''s time zone; null when its settings are not known.';
