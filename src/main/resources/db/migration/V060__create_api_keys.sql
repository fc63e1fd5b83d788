CREATE TABLE api_key (
    id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT api_key_pk PRIMARY KEY,
    name         text        NOT NULL CONSTRAINT api_key_name_ck CHECK (char_length(name) BETWEEN 1 AND 100),
    prefix       text        NOT NULL CONSTRAINT api_key_prefix_uq UNIQUE,
    hash         bytea       NOT NULL CONSTRAINT api_key_hash_ck CHECK (octet_length(hash) = 32),
    role         text        NOT NULL CONSTRAINT api_key_role_ck CHECK (role IN ('VIEWER', 'IMPORTER', 'OPERATOR', 'ADMIN')),
    suppliers    text[]      NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   text        NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    revoked_by   text,
    last_used_at timestamptz,
    CONSTRAINT api_key_revoked_by_somebody_ck CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
COMMENT ON TABLE api_key IS 'Who may call, what they may do and whose accounts they may see. Rows stay when a key is revoked.';
COMMENT ON COLUMN api_key.name IS 'Stands in histories as the one who acted. No two keys that hold have the same.';
COMMENT ON COLUMN api_key.prefix IS 'The part of the key that is no secret: finds the row.';
COMMENT ON COLUMN api_key.hash IS 'SHA-256 of the whole key. The key itself, 256 random bits, is stored nowhere.';
COMMENT ON COLUMN api_key.suppliers IS 'Codes of the import suppliers it is for; empty: all of them.';
COMMENT ON COLUMN api_key.expires_at IS 'From when on it does not hold; null: it does not expire.';
COMMENT ON COLUMN api_key.last_used_at IS 'When it was shown last, to the minute; null: never.';

-- A name that was revoked may be given again.
CREATE UNIQUE INDEX api_key_name_uq ON api_key (name) WHERE revoked_at IS NULL;
