CREATE TABLE personal_data_disclosure (
    id              bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT personal_data_disclosure_pk PRIMARY KEY,
    disclosed_at    timestamptz NOT NULL DEFAULT now(),
    actor           text        NOT NULL,
    disclosed       text        NOT NULL CONSTRAINT personal_data_disclosure_disclosed_ck CHECK
                    (disclosed IN ('payload', 'errors', 'failed_payloads', 'unprocessed_payloads')),
    process_id      bigint,
    payload_version integer,
    wave_id         bigint,
    CONSTRAINT personal_data_disclosure_of_one_thing_ck CHECK ((process_id IS NULL) <> (wave_id IS NULL)),
    CONSTRAINT personal_data_disclosure_payload_of_a_process_ck CHECK
        ((disclosed = 'payload') = (process_id IS NOT NULL AND payload_version IS NOT NULL))
);
COMMENT ON TABLE personal_data_disclosure IS
    'To whom the console has shown personal data, and of whom. Written before it is shown. Refers to processes and waves by their numbers only: the record outlives them.';
COMMENT ON COLUMN personal_data_disclosure.actor IS 'Who asked for it.';
COMMENT ON COLUMN personal_data_disclosure.disclosed IS
    'payload: one payload on its page; otherwise the file about a wave that was handed out.';
COMMENT ON COLUMN personal_data_disclosure.process_id IS 'import_process.id of the account whose payload was shown.';
COMMENT ON COLUMN personal_data_disclosure.payload_version IS 'import_payload.version of what was shown.';
COMMENT ON COLUMN personal_data_disclosure.wave_id IS 'wave.id of the wave that the file is about.';

-- Serves "was this account's payload shown before" on the account's page.
CREATE INDEX personal_data_disclosure_process_idx ON personal_data_disclosure (process_id) WHERE process_id IS NOT NULL;
