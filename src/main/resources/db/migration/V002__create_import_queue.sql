CREATE TABLE wave (
    id              bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT wave_pk PRIMARY KEY,
    import_supplier text        NOT NULL,
    name            text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT wave_name_uk UNIQUE (import_supplier, name),
    CONSTRAINT wave_name_ck CHECK (char_length(name) BETWEEN 1 AND 100)
);
COMMENT ON TABLE wave IS 'A named cohort of one import supplier''s accounts that is migrated together.';

CREATE SEQUENCE import_process_id_seq;

CREATE TABLE import_process (
    id                      bigint      NOT NULL CONSTRAINT import_process_pk PRIMARY KEY,
    wave_id                 bigint      NOT NULL CONSTRAINT import_process_wave_fk REFERENCES wave,
    import_supplier         text        NOT NULL,
    external_account_number text        NOT NULL,
    status                  text        NOT NULL DEFAULT 'PENDING',
    payload_version         integer     NOT NULL DEFAULT 1,
    decided_by              bigint,
    account_number          text,
    error_code              text,
    error_detail            text,
    created_at              timestamptz NOT NULL DEFAULT now(),
    modified_at             timestamptz NOT NULL DEFAULT now(),
    queued_at               timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT import_process_account_uk UNIQUE (import_supplier, external_account_number),
    CONSTRAINT import_process_status_ck CHECK (status IN
        ('PENDING', 'DRY_RUN_SUCCEEDED', 'DRY_RUN_ERRORED', 'PROCESSED', 'ERRORED', 'CANCELLED')),
    CONSTRAINT import_process_processed_has_account_ck CHECK ((status = 'PROCESSED') = (account_number IS NOT NULL)),
    CONSTRAINT import_process_errored_has_error_ck CHECK
        ((status IN ('DRY_RUN_ERRORED', 'ERRORED')) = (error_code IS NOT NULL)),
    CONSTRAINT import_process_external_account_number_ck CHECK (char_length(external_account_number) BETWEEN 1 AND 128)
) WITH (fillfactor = 50);
COMMENT ON TABLE import_process IS
    'The queue: one row per account import process. Narrow on purpose and half filled, so that deciding a row stays on its page.';
COMMENT ON COLUMN import_process.status IS
    'What is decided. IN_PROGRESS and the failure of a whole job are derived from the newest job execution, never stored.';
COMMENT ON COLUMN import_process.payload_version IS
    'Counts the payloads received for this account, from 1. A verdict on an older version is never written.';
COMMENT ON COLUMN import_process.decided_by IS 'The job execution that decided the status; null while nothing is decided.';
COMMENT ON COLUMN import_process.queued_at IS 'When the payload of this version was put into the queue.';

-- Serves the readers of both jobs (keyset over the ids of a wave) and the counts of a wave. No index holds the status:
-- a decided row would then need a new index entry.
CREATE INDEX import_process_wave_idx ON import_process (wave_id, id);

CREATE TABLE import_payload (
    process_id  bigint      NOT NULL CONSTRAINT import_payload_pk PRIMARY KEY
                CONSTRAINT import_payload_process_fk REFERENCES import_process ON DELETE CASCADE,
    version     integer     NOT NULL,
    body        bytea       NOT NULL,
    sha256      bytea       NOT NULL CONSTRAINT import_payload_sha256_ck CHECK (octet_length(sha256) = 32),
    received_at timestamptz NOT NULL DEFAULT now()
);
-- Compressing three kilobytes of JSON with pglz halves the speed of loading.
ALTER TABLE import_payload ALTER COLUMN body SET STORAGE EXTERNAL;
COMMENT ON COLUMN import_payload.body IS 'The payload exactly as received: UTF-8 JSON, a bare payload object or its envelope. Personal data.';
COMMENT ON COLUMN import_payload.sha256 IS 'Hash of body: tells an unchanged payload that is loaded again.';

CREATE TABLE import_violation (
    process_id bigint  NOT NULL CONSTRAINT import_violation_process_fk REFERENCES import_process ON DELETE CASCADE,
    position   integer NOT NULL,
    attr       text    NOT NULL,
    code       text    NOT NULL,
    detail     text    NOT NULL,
    CONSTRAINT import_violation_pk PRIMARY KEY (process_id, position)
);
COMMENT ON TABLE import_violation IS 'What the newest run found wrong with the payload of a process, in the order of the rulebook.';
COMMENT ON COLUMN import_violation.detail IS 'Message for a person; may quote the payload. Personal data.';

CREATE SEQUENCE import_event_id_seq;

CREATE TABLE import_event (
    process_id       bigint      NOT NULL CONSTRAINT import_event_process_fk REFERENCES import_process ON DELETE CASCADE,
    id               bigint      NOT NULL DEFAULT nextval('import_event_id_seq'),
    event            text        NOT NULL,
    occurred_at      timestamptz NOT NULL DEFAULT now(),
    job_execution_id bigint,
    actor            text,
    data             json,
    CONSTRAINT import_event_pk PRIMARY KEY (process_id, id)
);
COMMENT ON TABLE import_event IS 'Append-only history of every account import process.';
COMMENT ON COLUMN import_event.actor IS 'Who caused it, where a person or client did; null for a job execution.';
