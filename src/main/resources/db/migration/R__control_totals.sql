-- Control totals of a wave, computed twice: from the payloads as received, and from the accounts that were created. Both
-- functions give one row per account import process and total. They are text to read and to try out:
--   SELECT * FROM payload_control_totals(1) WHERE process_id = 17;
-- Repeatable: functions hold no data, so a change to them is made here.

-- A payload as JSON that PostgreSQL's functions can take apart: json holds everything that is valid JSON, but as soon as a
-- value is taken out of it, all its escapes must stand for characters that PostgreSQL has. U+0000 and surrogates, which it
-- has not, become U+FFFD. Pairs of surrogates too: they stand for one character, which no code, type or number contains.
CREATE OR REPLACE FUNCTION payload_json(body bytea) RETURNS json
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN (SELECT CASE
                       WHEN strpos(document, '\u') = 0 THEN document
                       ELSE regexp_replace(document, '(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\1\\ufffd', 'g')
                   END::json
              FROM (SELECT ltrim(convert_from(body, 'UTF8'), U&'\FEFF') AS document) AS text);
COMMENT ON FUNCTION payload_json IS 'A payload as received, in UTF-8 with or without byte order mark, as JSON.';

CREATE OR REPLACE FUNCTION payload_list(list json) RETURNS json
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE json_typeof(list) WHEN 'array' THEN list ELSE '[]'::json END;
COMMENT ON FUNCTION payload_list IS 'A list of a payload; an empty one where it is absent or null.';

CREATE OR REPLACE FUNCTION payload_object(item json) RETURNS json
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE json_typeof(item) WHEN 'object' THEN item ELSE '{}'::json END;
COMMENT ON FUNCTION payload_object IS 'An item of a list of objects; an empty one where it is something else.';

CREATE OR REPLACE FUNCTION payload_text(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN btrim(normalize(value, NFC),
                 U&'\0009\000A\000B\000C\000D\0020\0085\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000');
COMMENT ON FUNCTION payload_text IS 'Text cleaned as the rulebook cleans it (section 3): NFC, without white space around it.';

-- PostgreSQL reads every notation of JSON numbers, but refuses exponents that are far out, even of zero. What is written at
-- such length or so far out that it is no sum of money anybody wrote is not read: the account then shows a difference.
CREATE OR REPLACE FUNCTION payload_decimal(value text) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
               WHEN value !~ '^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$' THEN NULL
               WHEN split_part(lower(value), 'e', 1) !~ '[1-9]' THEN 0
               WHEN length(value) > 1000 OR length(ltrim(split_part(lower(value), 'e', 2), '+-0')) > 4 THEN NULL
               ELSE value::numeric
           END;
COMMENT ON FUNCTION payload_decimal IS 'A decimal that was sent as a number in any notation or as text; null when it is none.';

CREATE OR REPLACE FUNCTION signed_amount(type text, amount numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN type IN ('PAYMENT', 'CREDIT') THEN amount ELSE -amount END;
COMMENT ON FUNCTION signed_amount IS 'DKK, credit positive: what a transaction of this type adds to the balance.';

CREATE OR REPLACE FUNCTION payload_control_totals(wave bigint)
    RETURNS TABLE (process_id bigint, name text, value numeric)
    LANGUAGE sql STABLE
    -- Compiling the statement takes longer than running it over twenty thousand accounts.
    SET jit = off
AS $$
    WITH account AS MATERIALIZED (
        SELECT process.id, content.*
          FROM import_process process
          JOIN import_payload received ON received.process_id = process.id
         CROSS JOIN LATERAL payload_json(received.body) AS document
         CROSS JOIN LATERAL json_to_record(payload_object(document)) AS envelope (payload json)
         CROSS JOIN LATERAL json_to_record(payload_object(coalesce(envelope.payload, document)))
                    AS content (customers json, notes json, ledgers json, statements json, "references" json, metadata json,
                                supply_addresses json, transfer_balance text)
         WHERE process.wave_id = wave
           AND process.status = 'PROCESSED'),
    ledger AS MATERIALIZED (
        SELECT account.id, payload_text(content.ledger_code) AS code, payload_decimal(content.ledger_balance) AS balance,
               content.current_statement_transactions, content.historical_statement_transactions
          FROM account
         CROSS JOIN LATERAL json_array_elements(payload_list(account.ledgers)) AS item
         CROSS JOIN LATERAL json_to_record(payload_object(item))
                    AS content (ledger_code text, ledger_balance text,
                                current_statement_transactions json, historical_statement_transactions json)),
    transaction AS MATERIALIZED (
        SELECT ledger.id, content.type, signed_amount(content.type, payload_decimal(content.amount)) AS amount,
               hashtextextended(concat_ws(' ', ledger.code, list.historical, content.transaction_date,
                                          payload_text(content.transaction_id)), 0) AS checksum
          FROM ledger
         CROSS JOIN LATERAL (VALUES (false, ledger.current_statement_transactions),
                                    (true, ledger.historical_statement_transactions)) AS list (historical, items)
         CROSS JOIN LATERAL json_array_elements(payload_list(list.items)) AS item
         CROSS JOIN LATERAL json_to_record(payload_object(item))
                    AS content (type text, amount text, transaction_date text, transaction_id text))
    SELECT process.id, 'accounts', 1::numeric
      FROM import_process process
     WHERE process.wave_id = wave
       AND process.status = 'PROCESSED'
     UNION ALL
    SELECT account.id, total.name, total.value
      FROM account
     CROSS JOIN LATERAL (VALUES ('customers', json_array_length(payload_list(account.customers))::numeric),
                                ('notes', json_array_length(payload_list(account.notes))),
                                ('ledgers', json_array_length(payload_list(account.ledgers))),
                                ('statements', json_array_length(payload_list(account.statements))),
                                ('references', json_array_length(payload_list(account."references"))),
                                ('metadata', json_array_length(payload_list(account.metadata))),
                                ('supply_addresses', json_array_length(payload_list(account.supply_addresses))),
                                ('transfer_balance', payload_decimal(account.transfer_balance))) AS total (name, value)
     UNION ALL
    SELECT ledger.id, 'ledger_balance.' || ledger.code, sum(ledger.balance)
      FROM ledger
     GROUP BY ledger.id, ledger.code
     UNION ALL
    SELECT by_type.id, total.name, total.value
      FROM (SELECT transaction.id, transaction.type, count(*) AS transactions, sum(transaction.amount) AS amount
              FROM transaction
             GROUP BY transaction.id, transaction.type) AS by_type
     CROSS JOIN LATERAL (VALUES ('transactions.' || by_type.type, by_type.transactions::numeric),
                                ('transaction_sum.' || by_type.type, by_type.amount)) AS total (name, value)
     UNION ALL
    SELECT transaction.id, 'transaction_checksum', sum(transaction.checksum)
      FROM transaction
     GROUP BY transaction.id;
$$;
COMMENT ON FUNCTION payload_control_totals IS
    'What the payloads of a wave''s PROCESSED accounts hold, from their JSON alone. Money in DKK, credit positive. transaction_checksum is a hash total over ledger, list, day and id: its value means nothing, a difference means that one of these was changed.';

CREATE OR REPLACE FUNCTION account_control_totals(wave bigint)
    RETURNS TABLE (process_id bigint, name text, value numeric)
    LANGUAGE sql STABLE
    -- Compiling the statement takes longer than running it over twenty thousand accounts.
    SET jit = off
AS $$
    WITH created AS MATERIALIZED (
        SELECT process.id AS process_id, account.id, account.transfer_balance,
               account.account_number = coalesce(process.account_number, account.account_number)
               AND account.import_supplier = process.import_supplier
               AND account.external_account_number = process.external_account_number AS is_the_same
          FROM import_process process
          JOIN account ON account.import_process_id = process.id
         WHERE process.wave_id = wave),
    transaction AS MATERIALIZED (
        SELECT created.process_id, entry.type, signed_amount(entry.type, entry.amount) AS amount,
               hashtextextended(concat_ws(' ', ledger.ledger_code, entry.historical, to_char(entry.transaction_date, 'YYYY-MM-DD'),
                                          entry.transaction_id), 0) AS checksum
          FROM created
          JOIN account_ledger ledger ON ledger.account_id = created.id
          JOIN account_ledger_transaction entry ON entry.account_id = created.id AND entry.ledger_position = ledger.position)
    SELECT created.process_id, 'accounts', (count(*) FILTER (WHERE created.is_the_same))::numeric
      FROM created
     GROUP BY created.process_id
     UNION ALL
    SELECT created.process_id, 'transfer_balance', created.transfer_balance
      FROM created
     UNION ALL
    SELECT created.process_id, 'customers', count(*)
      FROM created JOIN account_customer child ON child.account_id = created.id
     GROUP BY created.process_id
     UNION ALL
    SELECT created.process_id, 'notes', count(*)
      FROM created JOIN account_note child ON child.account_id = created.id
     GROUP BY created.process_id
     UNION ALL
    SELECT created.process_id, 'ledgers', count(*)
      FROM created JOIN account_ledger child ON child.account_id = created.id
     GROUP BY created.process_id
     UNION ALL
    SELECT created.process_id, 'statements', count(*)
      FROM created JOIN account_statement child ON child.account_id = created.id
     GROUP BY created.process_id
     UNION ALL
    SELECT created.process_id, 'references', count(*)
      FROM created JOIN account_reference child ON child.account_id = created.id
     GROUP BY created.process_id
     UNION ALL
    SELECT created.process_id, 'metadata', count(*)
      FROM created JOIN account_metadata child ON child.account_id = created.id
     GROUP BY created.process_id
     UNION ALL
    SELECT created.process_id, 'supply_addresses', count(*)
      FROM created JOIN account_supply_address child ON child.account_id = created.id
     GROUP BY created.process_id
     UNION ALL
    SELECT created.process_id, 'ledger_balance.' || ledger.ledger_code, sum(ledger.ledger_balance)
      FROM created JOIN account_ledger ledger ON ledger.account_id = created.id
     GROUP BY created.process_id, ledger.ledger_code
     UNION ALL
    SELECT by_type.process_id, total.name, total.value
      FROM (SELECT transaction.process_id, transaction.type, count(*) AS transactions, sum(transaction.amount) AS amount
              FROM transaction
             GROUP BY transaction.process_id, transaction.type) AS by_type
     CROSS JOIN LATERAL (VALUES ('transactions.' || by_type.type, by_type.transactions::numeric),
                                ('transaction_sum.' || by_type.type, by_type.amount)) AS total (name, value)
     UNION ALL
    SELECT transaction.process_id, 'transaction_checksum', sum(transaction.checksum)
      FROM transaction
     GROUP BY transaction.process_id;
$$;
COMMENT ON FUNCTION account_control_totals IS
    'What the accounts hold that were created for a wave, whatever their process says; an account under another number than its process counts 0. Names and units as in payload_control_totals.';
