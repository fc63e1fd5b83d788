-- The job repository of Spring Batch 6: names, types and sequences are the framework's, the names of constraints are ours.

CREATE SEQUENCE batch_job_instance_seq;
CREATE SEQUENCE batch_job_execution_seq;
CREATE SEQUENCE batch_step_execution_seq;

CREATE TABLE batch_job_instance (
    job_instance_id bigint       NOT NULL CONSTRAINT batch_job_instance_pk PRIMARY KEY,
    version         bigint,
    job_name        varchar(100) NOT NULL,
    job_key         varchar(32)  NOT NULL,
    CONSTRAINT batch_job_instance_identity_uk UNIQUE (job_name, job_key)
);

CREATE TABLE batch_job_execution (
    job_execution_id bigint    NOT NULL CONSTRAINT batch_job_execution_pk PRIMARY KEY,
    version          bigint,
    job_instance_id  bigint    NOT NULL CONSTRAINT batch_job_execution_instance_fk REFERENCES batch_job_instance,
    create_time      timestamp NOT NULL,
    start_time       timestamp,
    end_time         timestamp,
    status           varchar(10),
    exit_code        varchar(2500),
    exit_message     varchar(2500),
    last_updated     timestamp
);

CREATE TABLE batch_job_execution_params (
    job_execution_id bigint       NOT NULL CONSTRAINT batch_job_execution_params_execution_fk REFERENCES batch_job_execution,
    parameter_name   varchar(100) NOT NULL,
    parameter_type   varchar(100) NOT NULL,
    parameter_value  varchar(2500),
    identifying      char(1)      NOT NULL
);

CREATE TABLE batch_step_execution (
    step_execution_id  bigint       NOT NULL CONSTRAINT batch_step_execution_pk PRIMARY KEY,
    version            bigint       NOT NULL,
    step_name          varchar(100) NOT NULL,
    job_execution_id   bigint       NOT NULL CONSTRAINT batch_step_execution_job_execution_fk REFERENCES batch_job_execution,
    create_time        timestamp    NOT NULL,
    start_time         timestamp,
    end_time           timestamp,
    status             varchar(10),
    commit_count       bigint,
    read_count         bigint,
    filter_count       bigint,
    write_count        bigint,
    read_skip_count    bigint,
    write_skip_count   bigint,
    process_skip_count bigint,
    rollback_count     bigint,
    exit_code          varchar(2500),
    exit_message       varchar(2500),
    last_updated       timestamp
) WITH (fillfactor = 50);

CREATE TABLE batch_step_execution_context (
    step_execution_id  bigint        NOT NULL CONSTRAINT batch_step_execution_context_pk PRIMARY KEY
                       CONSTRAINT batch_step_execution_context_execution_fk REFERENCES batch_step_execution,
    short_context      varchar(2500) NOT NULL,
    serialized_context text
) WITH (fillfactor = 50);

CREATE TABLE batch_job_execution_context (
    job_execution_id   bigint        NOT NULL CONSTRAINT batch_job_execution_context_pk PRIMARY KEY
                       CONSTRAINT batch_job_execution_context_execution_fk REFERENCES batch_job_execution,
    short_context      varchar(2500) NOT NULL,
    serialized_context text
);

-- Foreign keys that the job repository's own look-ups follow.
CREATE INDEX batch_job_execution_instance_idx ON batch_job_execution (job_instance_id);
CREATE INDEX batch_job_execution_params_execution_idx ON batch_job_execution_params (job_execution_id);
CREATE INDEX batch_step_execution_job_execution_idx ON batch_step_execution (job_execution_id);
