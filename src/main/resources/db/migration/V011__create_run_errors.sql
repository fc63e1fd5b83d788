CREATE TABLE wave_run_error (
    job_execution_id bigint  NOT NULL CONSTRAINT wave_run_error_run_fk REFERENCES wave_run,
    position         integer NOT NULL,
    code             text    NOT NULL,
    attr             text    NOT NULL,
    accounts         bigint  NOT NULL,
    violations       bigint  NOT NULL,
    example          text    NOT NULL,
    CONSTRAINT wave_run_error_pk PRIMARY KEY (job_execution_id, position)
);
COMMENT ON TABLE wave_run_error IS
    'What a run found wrong, summed up when it ended: violations are replaced by the next run, this is what it is compared with. Most frequent first.';
COMMENT ON COLUMN wave_run_error.attr IS 'Path of the field with list positions folded to *, at most 1,000 characters.';
COMMENT ON COLUMN wave_run_error.example IS 'External account number of the first account with this error.';

-- Serves the list of a wave's accounts that break a certain rule.
CREATE INDEX import_violation_code_idx ON import_violation (code, process_id);
