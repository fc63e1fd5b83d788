-- While an import fills them, these tables are analyzed again and again. Sorting 30,000 values of each of their columns every
-- time was a twentieth of all that PostgreSQL did. 3,000 tell the planner as much: keys, which are nearly unique, a few
-- enumerations, and text. Whoever searches for something else can have more (ALTER COLUMN ... SET STATISTICS).
DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY ARRAY ['account', 'account_customer', 'account_customer_email', 'account_customer_phone_number',
                                 'account_customer_consent', 'account_customer_metadata', 'account_consent', 'account_note',
                                 'account_note_document', 'account_ledger', 'account_ledger_transaction',
                                 'account_ledger_transaction_tax_item', 'account_statement', 'account_metadata',
                                 'account_reference', 'account_supply_address'] LOOP
        EXECUTE (SELECT format('ALTER TABLE %I ', part) || string_agg(format('ALTER COLUMN %I SET STATISTICS 10', attname), ', ')
                   FROM pg_attribute
                  WHERE attrelid = part::regclass
                    AND attnum > 0
                    AND NOT attisdropped);
    END LOOP;
END
$$;
