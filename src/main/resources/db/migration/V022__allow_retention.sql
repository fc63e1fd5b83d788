ALTER TABLE wave_run DROP CONSTRAINT wave_run_kind_ck;
ALTER TABLE wave_run ADD CONSTRAINT wave_run_kind_ck CHECK (kind IN ('dry-run', 'import', 'rollback', 'retention'));

ALTER TABLE import_payload ALTER COLUMN body DROP NOT NULL;
ALTER TABLE import_payload ADD COLUMN purged_by bigint;
ALTER TABLE import_payload ADD CONSTRAINT import_payload_purged_ck CHECK ((body IS NULL) = (purged_by IS NOT NULL));
COMMENT ON COLUMN import_payload.purged_by IS 'The job execution that purged the body; the hash stays. Null while the body is there.';

CREATE TABLE purge_certificate (
    wave_id           bigint      NOT NULL CONSTRAINT purge_certificate_pk PRIMARY KEY
                      CONSTRAINT purge_certificate_wave_fk REFERENCES wave,
    reconciliation_id bigint      NOT NULL CONSTRAINT purge_certificate_reconciliation_fk REFERENCES reconciliation,
    begun_at          timestamptz NOT NULL DEFAULT now(),
    job_execution_id  bigint      NOT NULL,
    keep_days         integer     NOT NULL CONSTRAINT purge_certificate_keep_days_ck CHECK (keep_days >= 0),
    completed_at      timestamptz,
    accounts          bigint,
    payloads_sha256   bytea CONSTRAINT purge_certificate_sha256_ck CHECK (octet_length(payloads_sha256) = 32),
    totals            json,
    CONSTRAINT purge_certificate_completed_ck CHECK
        ((completed_at IS NULL) = (accounts IS NULL)
         AND (completed_at IS NULL) = (payloads_sha256 IS NULL)
         AND (completed_at IS NULL) = (totals IS NULL))
);
COMMENT ON TABLE purge_certificate IS
    'Waves whose payloads are purged: written when a purge begins, completed when it ends. From the beginning on a wave cannot be reconciled or rolled back.';
COMMENT ON COLUMN purge_certificate.reconciliation_id IS 'The signed-off reconciliation that stands for the payloads from now on.';
COMMENT ON COLUMN purge_certificate.job_execution_id IS 'The execution that began the purge, or continued it last.';
COMMENT ON COLUMN purge_certificate.keep_days IS 'Days that had to lie between sign-off and purge.';
COMMENT ON COLUMN purge_certificate.accounts IS 'Account import processes whose payloads were purged.';
COMMENT ON COLUMN purge_certificate.payloads_sha256 IS
    'SHA-256 over the SHA-256 of every purged payload, each 32 bytes, in the order of the process ids.';
COMMENT ON COLUMN purge_certificate.totals IS 'The control totals that were signed off, as in reconciliation.totals.';
