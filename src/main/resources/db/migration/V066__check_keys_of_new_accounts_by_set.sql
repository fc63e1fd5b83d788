-- Checking foreign keys row by row takes half of the time that PostgreSQL needs to write accounts. Every key of their tables gets a
-- second check, of all rows of a COPY by one join. It is at work only where the usual checks are not: in a transaction that has asked
-- for it (check_keys_by_set) and until that transaction ends or takes it back. Everybody else's rows are checked as ever.
CREATE FUNCTION key_checked_by_set() RETURNS trigger
    LANGUAGE plpgsql
    -- A hash join whatever the planner believes of tables that were filled a moment ago.
    SET enable_nestloop = off
    SET enable_mergejoin = off
    SET enable_seqscan = off
AS $$
DECLARE
    orphaned boolean;
BEGIN
    EXECUTE TG_ARGV[1] INTO orphaned;
    IF orphaned THEN
        RAISE EXCEPTION USING
            ERRCODE = 'foreign_key_violation',
            MESSAGE = format('insert on table "%s" violates foreign key constraint "%s"', TG_TABLE_NAME, TG_ARGV[0]),
            SCHEMA = TG_TABLE_SCHEMA,
            TABLE = TG_TABLE_NAME,
            CONSTRAINT = TG_ARGV[0];
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION key_checked_by_set IS
    'Refuses inserted rows whose parent is missing: one foreign key (first argument), all rows of a statement (second argument: a query that tells whether one is orphaned). It does not lock parents, so it is right only where the transaction has made or locked them itself.';

DO $$
DECLARE
    key record;
BEGIN
    FOR key IN
        SELECT conname AS name, conrelid::regclass AS child, confrelid::regclass AS parent,
               string_agg(format('parent.%I = added.%I', referred.attname, referring.attname), ' AND ' ORDER BY place) AS joined,
               string_agg(format('added.%I IS NOT NULL', referring.attname), ' AND ' ORDER BY place) AS referring,
               (array_agg(quote_ident(referred.attname) ORDER BY place))[1] AS first_referred,
               (array_agg(quote_ident(referring.attname) ORDER BY place))[1] AS first_referring
          FROM pg_constraint
         CROSS JOIN LATERAL unnest(conkey, confkey) WITH ORDINALITY AS columns (child, parent, place)
          JOIN pg_attribute referring ON referring.attrelid = conrelid AND referring.attnum = columns.child
          JOIN pg_attribute referred ON referred.attrelid = confrelid AND referred.attnum = columns.parent
         WHERE contype = 'f'
           AND conrelid = ANY (ARRAY ['account', 'account_customer', 'account_customer_email', 'account_customer_phone_number',
                                      'account_customer_consent', 'account_customer_metadata', 'account_consent',
                                      'account_note', 'account_note_document', 'account_ledger', 'account_ledger_transaction',
                                      'account_ledger_transaction_tax_item', 'account_statement', 'account_metadata',
                                      'account_reference', 'account_supply_address']::regclass[])
         GROUP BY conname, conrelid, confrelid
    LOOP
        EXECUTE format('CREATE TRIGGER %I
                            AFTER INSERT ON %s REFERENCING NEW TABLE AS added
                            FOR EACH STATEMENT
                            WHEN (current_setting(''account_import.writing'', true) = ''on'')
                            EXECUTE FUNCTION key_checked_by_set(%L, %L)',
                       key.name || '_by_set_tr', key.child, key.name,
                       -- Looks at no more of the parents than can be meant.
                       format('SELECT EXISTS (SELECT
                                                FROM added
                                               WHERE %s
                                                 AND NOT EXISTS (SELECT
                                                                   FROM %s parent
                                                                  WHERE %s
                                                                    AND parent.%s BETWEEN (SELECT min(%s) FROM added)
                                                                                      AND (SELECT max(%s) FROM added)))',
                              key.referring, key.parent, key.joined,
                              key.first_referred, key.first_referring, key.first_referring));
        EXECUTE format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', key.child, key.name || '_by_set_tr');
    END LOOP;
END
$$;

CREATE FUNCTION check_keys_by_set(written text[]) RETURNS boolean
    LANGUAGE plpgsql
AS $$
BEGIN
    IF NOT has_parameter_privilege('session_replication_role', 'SET')
       OR EXISTS (SELECT
                    FROM pg_constraint
                   WHERE contype = 'f'
                     AND conrelid = ANY (written::regclass[])
                     AND NOT EXISTS (SELECT
                                       FROM pg_trigger
                                      WHERE tgrelid = conrelid
                                        AND tgname = conname || '_by_set_tr'
                                        AND tgenabled = 'R'))
       OR EXISTS (SELECT
                    FROM pg_trigger
                   WHERE tgrelid = ANY (written::regclass[])
                     AND NOT tgisinternal
                     AND tgenabled = 'O'
                     AND (tgtype & 4) <> 0 -- on INSERT
                     AND tgfoid <> 'account_part_changed'::regproc) THEN
        RETURN false;
    END IF;
    PERFORM set_config('session_replication_role', 'replica', true);
    RETURN true;
END
$$;
COMMENT ON FUNCTION check_keys_by_set IS
    'Has the foreign keys of these tables checked by set from here on, for rows that this transaction inserts with account_import.writing = on: true. False, and all stays as it is, when the role may not do that, when a key has no check by set, or when somebody has a trigger of their own on one of the tables, which would not fire.';

CREATE FUNCTION check_keys_by_row() RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    IF current_setting('session_replication_role') = 'replica' THEN
        PERFORM set_config('session_replication_role', 'origin', true);
    END IF;
END
$$;
COMMENT ON FUNCTION check_keys_by_row IS 'Takes back check_keys_by_set before the transaction ends.';
