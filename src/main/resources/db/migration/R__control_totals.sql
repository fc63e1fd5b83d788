-- Control totals of a wave, computed twice: from the payloads as received, and from the accounts that were created. Both
-- functions take a range of a wave's account import processes and give the totals of each process, or of all of them together,
-- in parts, as arrays; what stands where in an array says control_total_names. They are text to read and to try out:
--   SELECT * FROM payload_control_totals(1, 0, 17) WHERE process_id = 17;
--
-- The fingerprint of a part is a hash total of whatever goes into its totals, process by process. Where two sides agree in the
-- fingerprints of all processes together, each of them agrees, and asking that costs a third less than comparing them one by one.
-- Repeatable: functions hold no data, so a change to them is made here.
DROP FUNCTION IF EXISTS payload_control_totals(bigint);
DROP FUNCTION IF EXISTS payload_control_totals(bigint, bigint, bigint);
DROP FUNCTION IF EXISTS payload_control_totals(bigint, bigint, bigint, boolean);
DROP FUNCTION IF EXISTS account_control_totals(bigint);
DROP FUNCTION IF EXISTS account_control_totals(bigint, bigint, bigint);
DROP FUNCTION IF EXISTS signed_amount(text, numeric);
DROP FUNCTION IF EXISTS payload_json(bytea);
DROP FUNCTION IF EXISTS payload_list(json);
DROP FUNCTION IF EXISTS payload_object(json);

-- A payload in the form that PostgreSQL takes apart fastest: parsed once. jsonb refuses some valid JSON. A byte order mark
-- goes. U+0000 and surrogates, which PostgreSQL's text has not, become U+FFFD; pairs of surrogates too: they stand for one character, which no
-- code, type or number contains. And when a number is too long or too far out for it, all numbers become text, which
-- payload_decimal reads as well.
CREATE OR REPLACE FUNCTION payload_json(body bytea) RETURNS jsonb
    LANGUAGE plpgsql STABLE STRICT
AS $$
DECLARE
    document text := convert_from(CASE WHEN substr(body, 1, 3) = '\xefbbbf' THEN substr(body, 4) ELSE body END, 'UTF8');
BEGIN
    IF strpos(document, '\u') > 0 THEN
        document := regexp_replace(document, '(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\1\\ufffd', 'g');
    END IF;
    RETURN document::jsonb;
EXCEPTION WHEN numeric_value_out_of_range OR invalid_text_representation THEN
    -- Each match begins where the last one ended, outside a string; the number at the end takes what follows the last one.
    RETURN left(regexp_replace(document || '0', '((?:"(?:[^"\\]|\\.)*"|[^"0-9-])*)(-?[0-9][0-9.eE+-]*)', '\1"\2"', 'g'), -3)::jsonb;
END
$$;
COMMENT ON FUNCTION payload_json IS 'A payload as received, in UTF-8 with or without byte order mark, as JSON.';

CREATE OR REPLACE FUNCTION payload_list(list jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE jsonb_typeof(list) WHEN 'array' THEN list ELSE '[]'::jsonb END;
COMMENT ON FUNCTION payload_list IS 'A list of a payload; an empty one where it is absent, null or no list.';

CREATE OR REPLACE FUNCTION payload_objects(list jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN jsonb_path_query_array(payload_list(list), '$[*] ? (@.type() == "object")');
COMMENT ON FUNCTION payload_objects IS 'The objects of a list of a payload, whatever else stands in it.';

CREATE OR REPLACE FUNCTION payload_text(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
               -- Nothing but ASCII, as nearly all of it, is in NFC already.
               WHEN octet_length(value) = char_length(value) THEN btrim(value, U&'\0009\000A\000B\000C\000D\0020')
               ELSE btrim(normalize(value, NFC),
                          U&'\0009\000A\000B\000C\000D\0020\0085\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000')
           END;
COMMENT ON FUNCTION payload_text IS 'Text cleaned as the rulebook cleans it (section 3): NFC, without white space around it.';

-- PostgreSQL reads every notation of JSON numbers, but refuses exponents that are far out, even of zero. What is written at
-- such length or so far out that it is no sum of money anybody wrote is not read: the account then shows a difference.
CREATE OR REPLACE FUNCTION payload_decimal(value text) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
               -- The usual notations, by the cheapest test.
               WHEN value ~ '^-?[0-9]{1,15}(\.[0-9]{1,15})?$' THEN value::numeric
               WHEN value !~ '^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$' THEN NULL
               WHEN split_part(lower(value), 'e', 1) !~ '[1-9]' THEN 0
               WHEN length(value) > 1000 OR length(ltrim(split_part(lower(value), 'e', 2), '+-0')) > 4 THEN NULL
               ELSE value::numeric
           END;
COMMENT ON FUNCTION payload_decimal(text) IS 'A decimal in any notation; null when it is none.';

CREATE OR REPLACE FUNCTION payload_decimal(value jsonb) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE jsonb_typeof(value) WHEN 'number' THEN value::numeric ELSE payload_decimal(value #>> '{}') END;
COMMENT ON FUNCTION payload_decimal(jsonb) IS 'A decimal that was sent as a number in any notation or as text; null when it is none.';

CREATE OR REPLACE FUNCTION control_total_names(part text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE part
               WHEN 'account' THEN ARRAY['accounts', 'customers', 'notes', 'ledgers', 'statements', 'references', 'metadata',
                                         'supply_addresses', 'transfer_balance']
               WHEN 'transactions' THEN ARRAY['transactions.PAYMENT', 'transactions.REPAYMENT', 'transactions.CREDIT',
                                              'transactions.CHARGE', 'transaction_sum.PAYMENT', 'transaction_sum.REPAYMENT',
                                              'transaction_sum.CREDIT', 'transaction_sum.CHARGE', 'transaction_checksum']
               ELSE ARRAY[part]
           END;
COMMENT ON FUNCTION control_total_names IS
    'What the totals of a part are, in their order. Any other part has one total, named as the part: ledger_balance.CODE.';

CREATE OR REPLACE FUNCTION account_fingerprint(process_id bigint, counts integer[], transfer_balance numeric) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN hash_array_extended(counts, process_id) # coalesce(hash_numeric_extended(transfer_balance, process_id), 0);

COMMENT ON FUNCTION account_fingerprint IS 'Hash of the counts and the balance of an account, and of the process it belongs to.';

CREATE OR REPLACE FUNCTION ledger_fingerprint(process_id bigint, code text, balance numeric) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN hash_numeric_extended(balance, hashtextextended(code, process_id));

COMMENT ON FUNCTION ledger_fingerprint IS 'Hash of a ledger and its balance, and of the process it belongs to; null without a balance.';

CREATE OR REPLACE FUNCTION transaction_fingerprint(process_id bigint, type text, amount numeric, checksum bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN hash_numeric_extended(amount, checksum # hashtextextended(type, process_id));

COMMENT ON FUNCTION transaction_fingerprint IS 'Hash of a transaction, and of the process it belongs to; null without type or amount.';

-- What jsonb takes is read at half the cost of what it refuses, and that is nearly every payload; a single one that it refuses
-- ends the statement, which is then to be asked again, carefully.
CREATE OR REPLACE FUNCTION payload_control_totals(wave bigint, after bigint, last bigint, careful boolean DEFAULT true,
                                                  by_process boolean DEFAULT true)
    RETURNS TABLE (process_id bigint, part text, totals numeric[], fingerprint numeric)
    LANGUAGE sql STABLE
AS $$
    WITH account AS MATERIALIZED (
        SELECT process.id,
               CASE WHEN careful THEN payload_objects(content -> 'ledgers') ELSE payload_list(content -> 'ledgers') END AS ledgers,
               ARRAY[1,
                     jsonb_array_length(payload_list(content -> 'customers')),
                     jsonb_array_length(payload_list(content -> 'notes')),
                     jsonb_array_length(payload_list(content -> 'ledgers')),
                     jsonb_array_length(payload_list(content -> 'statements')),
                     jsonb_array_length(payload_list(content -> 'references')),
                     jsonb_array_length(payload_list(content -> 'metadata')),
                     jsonb_array_length(payload_list(content -> 'supply_addresses'))] AS counts,
               payload_decimal(content -> 'transfer_balance') AS transfer_balance
          FROM import_process process
          JOIN import_payload received ON received.process_id = process.id
         -- OFFSET 0: what stands here is computed once and not wherever it is used.
         CROSS JOIN LATERAL (SELECT CASE WHEN careful THEN payload_json(received.body)
                                         ELSE convert_from(received.body, 'UTF8')::jsonb
                                    END AS document
                             OFFSET 0) AS parsed
         CROSS JOIN LATERAL (SELECT coalesce(nullif(document -> 'payload', 'null'), document) AS content OFFSET 0) AS unpacked
         WHERE process.wave_id = wave
           AND process.id > after
           AND process.id <= last
           AND received.process_id > after
           AND received.process_id <= last
           AND process.status = 'PROCESSED'),
    ledger AS MATERIALIZED (
        SELECT account.id, coalesce(payload_text(ledger_code), '') AS code, payload_decimal(ledger_balance) AS balance,
               current_statement_transactions, historical_statement_transactions
          FROM account
         CROSS JOIN LATERAL jsonb_to_recordset(account.ledgers)
                            AS item (ledger_code text, ledger_balance jsonb, current_statement_transactions jsonb,
                                     historical_statement_transactions jsonb)),
    transaction AS (
        SELECT ledger.id, type, payload_decimal(amount) AS amount,
               hashtextextended(concat_ws(' ', ledger.code, historical, transaction_date, payload_text(transaction_id)), 0)
                   AS checksum
          FROM ledger
         CROSS JOIN LATERAL (VALUES (false, current_statement_transactions),
                                    (true, historical_statement_transactions)) AS list (historical, entries)
         CROSS JOIN LATERAL jsonb_to_recordset(CASE WHEN careful THEN payload_objects(entries) ELSE payload_list(entries) END)
                            AS entry (type text, amount jsonb, transaction_date text, transaction_id text)
        OFFSET 0)
    SELECT CASE WHEN by_process THEN id END, 'account',
           ARRAY[sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4]), sum(counts[5]), sum(counts[6]), sum(counts[7]),
                 sum(counts[8]), sum(transfer_balance)],
           sum(account_fingerprint(id, counts, transfer_balance))
      FROM account
     GROUP BY CASE WHEN by_process THEN id END
     UNION ALL
    SELECT CASE WHEN by_process THEN id END, 'ledger_balance.' || code, ARRAY[sum(balance)],
           sum(ledger_fingerprint(id, code, balance))
      FROM ledger
     GROUP BY CASE WHEN by_process THEN id END, code
     UNION ALL
    SELECT process_id, 'transactions',
           ARRAY[sum(transactions) FILTER (WHERE type = 'PAYMENT'),
                 sum(transactions) FILTER (WHERE type = 'REPAYMENT'),
                 sum(transactions) FILTER (WHERE type = 'CREDIT'),
                 sum(transactions) FILTER (WHERE type = 'CHARGE'),
                 sum(amount) FILTER (WHERE type = 'PAYMENT'),
                 -sum(amount) FILTER (WHERE type = 'REPAYMENT'),
                 sum(amount) FILTER (WHERE type = 'CREDIT'),
                 -sum(amount) FILTER (WHERE type = 'CHARGE'),
                 sum(checksum)],
           sum(fingerprint)
      FROM (SELECT CASE WHEN by_process THEN id END AS process_id, type, count(*) AS transactions, sum(amount) AS amount,
                   sum(checksum) AS checksum, sum(transaction_fingerprint(id, type, amount, checksum)) AS fingerprint
              FROM transaction
             GROUP BY CASE WHEN by_process THEN id END, type) AS of_type
     GROUP BY process_id;
$$;
COMMENT ON FUNCTION payload_control_totals IS
    'What the payloads of a wave''s PROCESSED accounts hold, from their JSON alone, for ids above after and up to last; by process, or all together under no id. Unless it is careful, it fails where jsonb cannot hold a payload as it stands (data exception). Money in DKK, credit positive. transaction_checksum is a hash total over ledger, list, day and id: its value means nothing, a difference means that one of these was changed.';

CREATE OR REPLACE FUNCTION account_control_totals(wave bigint, after bigint, last bigint, by_process boolean DEFAULT true)
    RETURNS TABLE (process_id bigint, part text, totals numeric[], fingerprint numeric)
    LANGUAGE sql STABLE
AS $$
    WITH found AS MATERIALIZED (
        SELECT process.id, account.id AS account_id, account.transfer_balance,
               account.account_number = coalesce(process.account_number, account.account_number)
               AND account.import_supplier = process.import_supplier
               AND account.external_account_number = process.external_account_number AS is_the_same
          FROM import_process process
          JOIN account ON account.import_process_id = process.id
         WHERE process.wave_id = wave
           AND process.id > after
           AND process.id <= last
           AND account.import_process_id > after
           AND account.import_process_id <= last),
    created AS (
        SELECT id, transfer_balance,
               ARRAY[is_the_same::int,
                     (SELECT count(*) FROM account_customer WHERE account_id = found.account_id),
                     (SELECT count(*) FROM account_note WHERE account_id = found.account_id),
                     (SELECT count(*) FROM account_ledger WHERE account_id = found.account_id),
                     (SELECT count(*) FROM account_statement WHERE account_id = found.account_id),
                     (SELECT count(*) FROM account_reference WHERE account_id = found.account_id),
                     (SELECT count(*) FROM account_metadata WHERE account_id = found.account_id),
                     (SELECT count(*) FROM account_supply_address WHERE account_id = found.account_id)]::integer[] AS counts
          FROM found
        OFFSET 0),
    ledger AS (
        SELECT found.id, part.ledger_code AS code, part.ledger_balance AS balance
          FROM found
         -- OFFSET 0: looked up by the index, whatever the planner believes of tables that were filled a moment ago.
         CROSS JOIN LATERAL (SELECT ledger_code, ledger_balance
                               FROM account_ledger
                              WHERE account_id = found.account_id
                             OFFSET 0) AS part),
    transaction AS (
        SELECT found.id, entry.type, entry.amount,
               hashtextextended(concat_ws(' ', entry.ledger_code, entry.historical,
                                          to_char(entry.transaction_date, 'YYYY-MM-DD'), entry.transaction_id), 0) AS checksum
          FROM found
         CROSS JOIN LATERAL (SELECT ledger.ledger_code, one.*
                               FROM account_ledger_transaction one
                               JOIN account_ledger ledger ON ledger.account_id = one.account_id
                                                         AND ledger.position = one.ledger_position
                              WHERE one.account_id = found.account_id
                             OFFSET 0) AS entry
        OFFSET 0)
    SELECT CASE WHEN by_process THEN id END, 'account',
           ARRAY[sum(counts[1]), sum(counts[2]), sum(counts[3]), sum(counts[4]), sum(counts[5]), sum(counts[6]), sum(counts[7]),
                 sum(counts[8]), sum(transfer_balance)],
           sum(account_fingerprint(id, counts, transfer_balance))
      FROM created
     GROUP BY CASE WHEN by_process THEN id END
     UNION ALL
    SELECT CASE WHEN by_process THEN id END, 'ledger_balance.' || code, ARRAY[sum(balance)],
           sum(ledger_fingerprint(id, code, balance))
      FROM ledger
     GROUP BY CASE WHEN by_process THEN id END, code
     UNION ALL
    SELECT process_id, 'transactions',
           ARRAY[sum(transactions) FILTER (WHERE type = 'PAYMENT'),
                 sum(transactions) FILTER (WHERE type = 'REPAYMENT'),
                 sum(transactions) FILTER (WHERE type = 'CREDIT'),
                 sum(transactions) FILTER (WHERE type = 'CHARGE'),
                 sum(amount) FILTER (WHERE type = 'PAYMENT'),
                 -sum(amount) FILTER (WHERE type = 'REPAYMENT'),
                 sum(amount) FILTER (WHERE type = 'CREDIT'),
                 -sum(amount) FILTER (WHERE type = 'CHARGE'),
                 sum(checksum)],
           sum(fingerprint)
      FROM (SELECT CASE WHEN by_process THEN id END AS process_id, type, count(*) AS transactions, sum(amount) AS amount,
                   sum(checksum) AS checksum, sum(transaction_fingerprint(id, type, amount, checksum)) AS fingerprint
              FROM transaction
             GROUP BY CASE WHEN by_process THEN id END, type) AS of_type
     GROUP BY process_id;
$$;
COMMENT ON FUNCTION account_control_totals IS
    'What the accounts hold that were created for a wave, whatever their process says, for process ids above after and up to last; an account under another number than its process counts 0. Parts, units and fingerprints as in payload_control_totals.';
