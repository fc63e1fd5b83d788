CREATE TABLE wave_run (
    job_execution_id bigint      NOT NULL CONSTRAINT wave_run_pk PRIMARY KEY
                     CONSTRAINT wave_run_job_execution_fk REFERENCES batch_job_execution,
    job_instance_id  bigint      NOT NULL,
    first_execution  bigint      NOT NULL,
    wave_id          bigint      NOT NULL CONSTRAINT wave_run_wave_fk REFERENCES wave,
    kind             text        NOT NULL CONSTRAINT wave_run_kind_ck CHECK (kind IN ('dry-run', 'import')),
    retry_errored    boolean     NOT NULL,
    launched_by      text        NOT NULL,
    snapshot_at      timestamptz NOT NULL,
    first_id         bigint      NOT NULL,
    last_id          bigint      NOT NULL,
    partition_ends   bigint[]    NOT NULL,
    total            bigint      NOT NULL CONSTRAINT wave_run_total_ck CHECK (total >= 0),
    stop_reason      text,
    CONSTRAINT wave_run_stop_reason_ck CHECK (stop_reason IN
        ('operator', 'window_closed', 'error_budget', 'limit', 'shutdown', 'crashed'))
);
COMMENT ON TABLE wave_run IS 'One job execution over one wave: which accounts it covers and why it stopped.';
COMMENT ON COLUMN wave_run.first_execution IS
    'The first execution of the same job instance. A restart takes what was not decided by it or by a later one.';
COMMENT ON COLUMN wave_run.snapshot_at IS 'Payloads queued later are not covered by this run.';
COMMENT ON COLUMN wave_run.first_id IS 'Range of import_process.id that this run covers, both ends included.';
COMMENT ON COLUMN wave_run.partition_ends IS
    'Last id of each partition, rising. Computed once for a job instance, so that a restart finds the same partitions.';
COMMENT ON COLUMN wave_run.total IS 'Accounts that were waiting for a verdict when this execution began.';

-- Serves "the newest execution that covers this account" and the list of a wave's runs.
CREATE INDEX wave_run_wave_idx ON wave_run (wave_id, job_execution_id DESC);

CREATE TABLE wave_run_partition (
    step_execution_id bigint NOT NULL CONSTRAINT wave_run_partition_pk PRIMARY KEY
                      CONSTRAINT wave_run_partition_step_fk REFERENCES batch_step_execution,
    job_execution_id  bigint NOT NULL CONSTRAINT wave_run_partition_run_fk REFERENCES wave_run,
    succeeded         bigint NOT NULL DEFAULT 0,
    errored           bigint NOT NULL DEFAULT 0,
    left_alone        bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
COMMENT ON TABLE wave_run_partition IS
    'What each partition has decided so far, written in the transaction of the chunk. One row per partition: partitions never wait for each other.';
COMMENT ON COLUMN wave_run_partition.left_alone IS
    'Accounts that were replaced, cancelled or decided by someone else between reading and writing.';
CREATE INDEX wave_run_partition_run_idx ON wave_run_partition (job_execution_id);

CREATE TABLE wave_run_partition_code (
    step_execution_id bigint NOT NULL,
    job_execution_id  bigint NOT NULL CONSTRAINT wave_run_partition_code_run_fk REFERENCES wave_run,
    code              text   NOT NULL,
    accounts          bigint NOT NULL,
    CONSTRAINT wave_run_partition_code_pk PRIMARY KEY (step_execution_id, code)
);
COMMENT ON TABLE wave_run_partition_code IS 'Accounts with a code that the run''s error budget limits; empty where no budget is by code.';
CREATE INDEX wave_run_partition_code_run_idx ON wave_run_partition_code (job_execution_id);

CREATE SEQUENCE wave_run_number_seq;
COMMENT ON SEQUENCE wave_run_number_seq IS 'Job parameter "run": makes every launch a job instance of its own.';

CREATE TABLE wave_lease (
    wave_id          bigint      NOT NULL CONSTRAINT wave_lease_pk PRIMARY KEY CONSTRAINT wave_lease_wave_fk REFERENCES wave,
    job_execution_id bigint,
    launched_by      text        NOT NULL,
    holder           text        NOT NULL,
    host             text        NOT NULL,
    process_id       bigint      NOT NULL,
    expires_at       timestamptz NOT NULL
);
COMMENT ON TABLE wave_lease IS
    'Who runs a job over a wave: one run per wave at a time, on any number of servers. The running JVM renews its lease by the database''s clock; a job execution that claims to run while its wave has no live lease has crashed.';
COMMENT ON COLUMN wave_lease.job_execution_id IS 'The execution that runs; null for the moment between taking the lease and launching.';
COMMENT ON COLUMN wave_lease.holder IS 'Random name of the JVM, new at every start.';
COMMENT ON COLUMN wave_lease.process_id IS 'Operating system process id on host: lets the same host tell at once that the JVM is gone.';
