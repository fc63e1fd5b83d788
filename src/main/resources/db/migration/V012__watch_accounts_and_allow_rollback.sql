ALTER TABLE wave_run DROP CONSTRAINT wave_run_kind_ck;
ALTER TABLE wave_run ADD CONSTRAINT wave_run_kind_ck CHECK (kind IN ('dry-run', 'import', 'rollback'));

CREATE FUNCTION account_changed() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.modified_at := now();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION account_changed IS 'Whoever changes an account: its version rises. Nobody can set it back.';

CREATE TRIGGER account_changed_tr
    BEFORE UPDATE ON account
    FOR EACH ROW EXECUTE FUNCTION account_changed();

CREATE FUNCTION account_part_changed() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE account SET modified_at = now() WHERE id = OLD.account_id;
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.account_id <> OLD.account_id) THEN
        UPDATE account SET modified_at = now() WHERE id = NEW.account_id;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION account_part_changed IS 'Whoever adds, changes or removes a part of an account: the version of the account rises.';

-- The import itself adds the parts of new accounts, and a rollback removes them: both say so for their transaction, and for
-- them the condition is all that a row costs.
DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY ['account_customer', 'account_customer_email', 'account_customer_phone_number',
                                 'account_customer_consent', 'account_customer_metadata', 'account_consent', 'account_note',
                                 'account_note_document', 'account_ledger', 'account_ledger_transaction',
                                 'account_ledger_transaction_tax_item', 'account_statement', 'account_metadata',
                                 'account_reference', 'account_supply_address'] LOOP
        EXECUTE format('CREATE TRIGGER %I
                            AFTER INSERT OR UPDATE OR DELETE ON %I
                            FOR EACH ROW
                            WHEN (current_setting(''account_import.writing'', true) IS DISTINCT FROM ''on'')
                            EXECUTE FUNCTION account_part_changed()', part || '_changed_tr', part);
    END LOOP;
END
$$;

CREATE TABLE wave_rollback_kept (
    job_execution_id bigint NOT NULL CONSTRAINT wave_rollback_kept_run_fk REFERENCES wave_run,
    process_id       bigint NOT NULL,
    reason           text   NOT NULL CONSTRAINT wave_rollback_kept_reason_ck CHECK
                     (reason IN ('changed_since_import', 'account_missing', 'in_use')),
    CONSTRAINT wave_rollback_kept_pk PRIMARY KEY (job_execution_id, process_id)
);
COMMENT ON TABLE wave_rollback_kept IS 'Accounts that a rollback did not remove.';
COMMENT ON COLUMN wave_rollback_kept.reason IS
    'changed_since_import: somebody changed the account or a part of it; account_missing: the process is PROCESSED but has no account; in_use: the database refused to remove it, because something refers to it.';
