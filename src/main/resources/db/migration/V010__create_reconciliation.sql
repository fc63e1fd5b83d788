CREATE TABLE reconciliation (
    id               bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT reconciliation_pk PRIMARY KEY,
    wave_id          bigint      NOT NULL CONSTRAINT reconciliation_wave_fk REFERENCES wave,
    job_execution_id bigint,
    as_of            timestamptz NOT NULL DEFAULT now(),
    accounts         bigint      NOT NULL,
    status_counts    json        NOT NULL,
    totals           json        NOT NULL,
    differences      bigint      NOT NULL CONSTRAINT reconciliation_differences_ck CHECK (differences >= 0),
    agreed           boolean     NOT NULL GENERATED ALWAYS AS (differences = 0) STORED,
    signed_off_by    text,
    signed_off_at    timestamptz,
    remark           text,
    CONSTRAINT reconciliation_sign_off_ck CHECK ((signed_off_by IS NULL) = (signed_off_at IS NULL)),
    CONSTRAINT reconciliation_sign_off_needs_remark_ck CHECK (signed_off_by IS NULL OR differences = 0 OR remark IS NOT NULL)
);
COMMENT ON TABLE reconciliation IS
    'Control totals of a wave, once from its payloads as received and once from the accounts that were created.';
COMMENT ON COLUMN reconciliation.job_execution_id IS 'The import that ended with it; null when it was asked for by hand.';
COMMENT ON COLUMN reconciliation.accounts IS 'Account import processes of the wave, counted apart from status_counts.';
COMMENT ON COLUMN reconciliation.status_counts IS 'Account import processes by decided status: {"PROCESSED": 17}.';
COMMENT ON COLUMN reconciliation.totals IS 'A list of {"name", "payloads", "accounts"}; money in DKK, credit positive.';
COMMENT ON COLUMN reconciliation.differences IS 'How many totals of single accounts differ, listed or not.';
COMMENT ON COLUMN reconciliation.remark IS 'Why it was signed off; needed when there are differences.';

-- Serves "the newest reconciliation of a wave".
CREATE INDEX reconciliation_wave_idx ON reconciliation (wave_id, id DESC);

CREATE TABLE reconciliation_difference (
    reconciliation_id       bigint  NOT NULL CONSTRAINT reconciliation_difference_reconciliation_fk
                            REFERENCES reconciliation ON DELETE CASCADE,
    position                integer NOT NULL,
    process_id              bigint  NOT NULL,
    external_account_number text    NOT NULL,
    name                    text    NOT NULL,
    payloads                numeric NOT NULL,
    accounts                numeric NOT NULL,
    CONSTRAINT reconciliation_difference_pk PRIMARY KEY (reconciliation_id, position)
);
COMMENT ON TABLE reconciliation_difference IS
    'One total of one account that differs between payload and account; the first ones of a reconciliation only, reconciliation.differences says how many there are.';
COMMENT ON COLUMN reconciliation_difference.payloads IS 'The total by the payload; 0 where the payload has nothing of the kind.';
COMMENT ON COLUMN reconciliation_difference.accounts IS 'The total by the account that was created; 0 where there is nothing of the kind.';
