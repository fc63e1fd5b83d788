CREATE SEQUENCE account_id_seq;

CREATE TABLE account_number_key (
    key bytea NOT NULL,
    singleton boolean NOT NULL DEFAULT true CONSTRAINT account_number_key_pk PRIMARY KEY CONSTRAINT account_number_key_singleton_ck CHECK (singleton)
);
COMMENT ON TABLE account_number_key IS
    'Random key of this installation: scrambles account ids into account numbers, so that numbers are unique without a look-up and tell nothing about volume. Never change it.';
INSERT INTO account_number_key (key) VALUES (uuid_send(gen_random_uuid()));

CREATE TABLE account (
    id                                        bigint      NOT NULL CONSTRAINT account_pk PRIMARY KEY,
    import_process_id                         bigint      NOT NULL CONSTRAINT account_import_process_uk UNIQUE
                                              CONSTRAINT account_import_process_fk REFERENCES import_process,
    account_number                            text        NOT NULL CONSTRAINT account_number_uk UNIQUE,
    import_supplier                           text        NOT NULL,
    external_account_number                   text        NOT NULL,
    created_at                                timestamptz NOT NULL DEFAULT now(),
    modified_at                               timestamptz NOT NULL DEFAULT now(),
    version                                   integer     NOT NULL DEFAULT 1,
    account_type                              text        NOT NULL,
    unknown_occupier                          boolean     NOT NULL,
    business_type                             text,
    company_number                            text,
    date_of_sale                              date,
    sales_channel                             text,
    sales_subchannel                          text,
    communication_preference                  text        NOT NULL,
    document_accessibility                    text,
    billing_email                             text,
    billing_name                              text,
    billing_sub_name                          text,
    billing_attention_of                      text,
    billing_customer_reference                text,
    billing_address_name                      text,
    billing_address_organization              text,
    billing_address_street_address            text,
    billing_address_structured_street_address json,
    billing_address_dependent_locality        text,
    billing_address_locality                  text,
    billing_address_administrative_area       text,
    billing_address_postal_code               text,
    billing_address_sorting_code              text,
    billing_address_country                   text,
    billing_address_delivery_point_identifier text,
    billing_address1                          text,
    billing_address2                          text,
    billing_address3                          text,
    billing_address4                          text,
    billing_address5                          text,
    billing_postcode                          text,
    billing_delivery_point_identifier         text,
    billing_period_length                     text,
    billing_period_length_multiplier          smallint,
    billing_period_start_day                  smallint,
    billing_period_start_month                smallint,
    use_industry_billing                      boolean,
    last_billed_to_date                       date,
    next_bill_due_date                        date,
    transfer_balance                          numeric,
    operations_team_name                      text
);
COMMENT ON TABLE account IS 'The account that an import created: normalised values, one row per account; billing address and options are columns.';
COMMENT ON COLUMN account.account_number IS '''A-'' and eight hexadecimal digits, a bijective scrambling of id.';
COMMENT ON COLUMN account.version IS 'Rises with every change after the import; 1 = untouched since it was created.';
COMMENT ON COLUMN account.billing_address1 IS 'Legacy-style billing address, line 1 of 5; also the supply address of an unknown occupier.';
COMMENT ON COLUMN account.use_industry_billing IS 'Null when the account has no billing options.';
COMMENT ON COLUMN account.transfer_balance IS 'DKK, credit positive, exact.';

CREATE TABLE account_customer (
    account_id                     bigint   NOT NULL CONSTRAINT account_customer_account_fk REFERENCES account ON DELETE CASCADE,
    position                       integer  NOT NULL,
    given_name                     text,
    family_name                    text,
    email                          text,
    mobile                         text,
    landline                       text,
    date_of_birth                  date,
    title                          text,
    salutation                     text,
    pronouns                       text,
    deceased                       text,
    label                          text,
    opted_into_sms                 boolean,
    opted_into_recommended         boolean,
    opted_into_updates             boolean,
    opted_into_third_parties       boolean,
    opted_into_offers              boolean,
    opted_into_associated_companies boolean,
    opted_into_whatsapp            boolean,
    is_user_psr_consent_obtained   boolean,
    CONSTRAINT account_customer_pk PRIMARY KEY (account_id, position)
);
COMMENT ON COLUMN account_customer.position IS 'Place in the payload''s list, from 0; so in every table below.';
COMMENT ON COLUMN account_customer.mobile IS 'E.164.';
COMMENT ON COLUMN account_customer.opted_into_sms IS 'Preferences are null when the customer sent none.';

CREATE TABLE account_customer_email (
    account_id        bigint   NOT NULL,
    customer_position integer  NOT NULL,
    position          integer  NOT NULL,
    email             text     NOT NULL,
    CONSTRAINT account_customer_email_pk PRIMARY KEY (account_id, customer_position, position),
    CONSTRAINT account_customer_email_customer_fk FOREIGN KEY (account_id, customer_position) REFERENCES account_customer ON DELETE CASCADE
);

CREATE TABLE account_customer_phone_number (
    account_id        bigint   NOT NULL,
    customer_position integer  NOT NULL,
    position          integer  NOT NULL,
    phone_number      text     NOT NULL,
    CONSTRAINT account_customer_phone_number_pk PRIMARY KEY (account_id, customer_position, position),
    CONSTRAINT account_customer_phone_number_customer_fk FOREIGN KEY (account_id, customer_position) REFERENCES account_customer ON DELETE CASCADE
);
COMMENT ON TABLE account_customer_phone_number IS 'Alternative phone numbers, E.164.';

CREATE TABLE account_customer_consent (
    account_id        bigint      NOT NULL,
    customer_position integer     NOT NULL,
    position          integer     NOT NULL,
    type              text        NOT NULL,
    value             text        NOT NULL,
    signed_at         timestamptz NOT NULL,
    description       text,
    CONSTRAINT account_customer_consent_pk PRIMARY KEY (account_id, customer_position, position),
    CONSTRAINT account_customer_consent_customer_fk FOREIGN KEY (account_id, customer_position) REFERENCES account_customer ON DELETE CASCADE
);

CREATE TABLE account_customer_metadata (
    account_id        bigint   NOT NULL,
    customer_position integer  NOT NULL,
    position          integer  NOT NULL,
    key               text     NOT NULL,
    value             json     NOT NULL,
    CONSTRAINT account_customer_metadata_pk PRIMARY KEY (account_id, customer_position, position),
    CONSTRAINT account_customer_metadata_customer_fk FOREIGN KEY (account_id, customer_position) REFERENCES account_customer ON DELETE CASCADE
);

CREATE TABLE account_consent (
    account_id  bigint      NOT NULL CONSTRAINT account_consent_account_fk REFERENCES account ON DELETE CASCADE,
    position    integer     NOT NULL,
    type        text        NOT NULL,
    value       text        NOT NULL,
    signed_at   timestamptz NOT NULL,
    description text,
    CONSTRAINT account_consent_pk PRIMARY KEY (account_id, position)
);
COMMENT ON TABLE account_consent IS 'Consents of the whole account.';

CREATE TABLE account_note (
    account_id  bigint      NOT NULL CONSTRAINT account_note_account_fk REFERENCES account ON DELETE CASCADE,
    position    integer     NOT NULL,
    body        text,
    created_at  timestamptz NOT NULL,
    is_pinned   boolean     NOT NULL,
    unpin_at    timestamptz,
    is_archived boolean     NOT NULL,
    external_id text,
    CONSTRAINT account_note_pk PRIMARY KEY (account_id, position)
);

CREATE TABLE account_note_document (
    account_id    bigint  NOT NULL,
    note_position integer NOT NULL,
    position      integer NOT NULL,
    document_path text    NOT NULL,
    CONSTRAINT account_note_document_pk PRIMARY KEY (account_id, note_position, position),
    CONSTRAINT account_note_document_note_fk FOREIGN KEY (account_id, note_position) REFERENCES account_note ON DELETE CASCADE
);
COMMENT ON COLUMN account_note_document.document_path IS 'Relative to the import supplier''s file store.';

CREATE TABLE account_ledger (
    account_id                  bigint  NOT NULL CONSTRAINT account_ledger_account_fk REFERENCES account ON DELETE CASCADE,
    position                    integer NOT NULL,
    ledger_code                 text    NOT NULL,
    ledger_balance              numeric NOT NULL,
    last_statement_balance      numeric,
    last_statement_closing_date date,
    last_statement_issue_date   date,
    CONSTRAINT account_ledger_pk PRIMARY KEY (account_id, position)
);
COMMENT ON COLUMN account_ledger.ledger_balance IS 'DKK, credit positive, exact; so all balances.';

CREATE TABLE account_ledger_transaction (
    account_id                  bigint  NOT NULL,
    ledger_position             integer NOT NULL,
    historical                  boolean NOT NULL,
    position                    integer NOT NULL,
    transaction_id              text    NOT NULL,
    transaction_date            date    NOT NULL,
    amount                      numeric NOT NULL,
    type                        text    NOT NULL CONSTRAINT account_ledger_transaction_type_ck
                                CHECK (type IN ('PAYMENT', 'REPAYMENT', 'CREDIT', 'CHARGE')),
    reason                      text,
    payment_type                text,
    reference                   text,
    note                        text,
    display_note                text,
    billing_document_identifier text,
    CONSTRAINT account_ledger_transaction_pk PRIMARY KEY (account_id, ledger_position, historical, position),
    CONSTRAINT account_ledger_transaction_ledger_fk FOREIGN KEY (account_id, ledger_position) REFERENCES account_ledger ON DELETE CASCADE
);
COMMENT ON COLUMN account_ledger_transaction.historical IS 'True: of a closed statement; false: of the open one.';
COMMENT ON COLUMN account_ledger_transaction.amount IS
    'DKK, magnitude only: it adds to the balance for PAYMENT and CREDIT, lowers it for REPAYMENT and CHARGE.';

CREATE TABLE account_ledger_transaction_tax_item (
    account_id           bigint  NOT NULL,
    ledger_position      integer NOT NULL,
    historical           boolean NOT NULL,
    transaction_position integer NOT NULL,
    position             integer NOT NULL,
    tax_type             text    NOT NULL,
    unit_type            text    NOT NULL,
    rate                 numeric NOT NULL,
    value_taxed          numeric NOT NULL,
    amount               numeric NOT NULL,
    params               json    NOT NULL,
    CONSTRAINT account_ledger_transaction_tax_item_pk PRIMARY KEY (account_id, ledger_position, historical, transaction_position, position),
    CONSTRAINT account_ledger_transaction_tax_item_transaction_fk FOREIGN KEY (account_id, ledger_position, historical, transaction_position)
        REFERENCES account_ledger_transaction ON DELETE CASCADE
);

CREATE TABLE account_statement (
    account_id            bigint  NOT NULL CONSTRAINT account_statement_account_fk REFERENCES account ON DELETE CASCADE,
    position              integer NOT NULL,
    statement_id          text    NOT NULL,
    bill_period_from_date date    NOT NULL,
    bill_period_to_date   date    NOT NULL,
    statement_path        text    NOT NULL,
    number                text,
    issued_date           date,
    gross_amount          bigint,
    CONSTRAINT account_statement_pk PRIMARY KEY (account_id, position)
);
COMMENT ON COLUMN account_statement.gross_amount IS 'In øre.';

CREATE TABLE account_metadata (
    account_id bigint  NOT NULL CONSTRAINT account_metadata_account_fk REFERENCES account ON DELETE CASCADE,
    position   integer NOT NULL,
    key        text    NOT NULL,
    value      json    NOT NULL,
    CONSTRAINT account_metadata_pk PRIMARY KEY (account_id, position)
);
COMMENT ON COLUMN account_metadata.value IS 'json, not jsonb: jsonb refuses some valid JSON.';

CREATE TABLE account_reference (
    account_id      bigint  NOT NULL CONSTRAINT account_reference_account_fk REFERENCES account ON DELETE CASCADE,
    position        integer NOT NULL,
    import_supplier text    NOT NULL,
    namespace       text    NOT NULL,
    value           text    NOT NULL,
    repeated        boolean NOT NULL,
    CONSTRAINT account_reference_pk PRIMARY KEY (account_id, position)
);
COMMENT ON COLUMN account_reference.repeated IS 'The same account carries the same reference at an earlier position.';
-- Serves the look-up of references that are already taken, and lets two accounts never take the same one.
CREATE UNIQUE INDEX account_reference_value_uk ON account_reference (import_supplier, namespace, value) WHERE NOT repeated;

CREATE TABLE account_supply_address (
    account_id                             bigint  NOT NULL CONSTRAINT account_supply_address_account_fk REFERENCES account ON DELETE CASCADE,
    position                               integer NOT NULL,
    primary_place_of_residence_since       date,
    customer_at_supply_address_from_date   date    NOT NULL,
    customer_at_supply_address_to_date     date,
    supply_postcode                        text    NOT NULL,
    supply_address1                        text    NOT NULL,
    supply_address2                        text,
    supply_address3                        text,
    supply_address4                        text,
    supply_address5                        text,
    supply_delivery_point_identifier       text,
    property_external_identifier           text,
    CONSTRAINT account_supply_address_pk PRIMARY KEY (account_id, position)
);
