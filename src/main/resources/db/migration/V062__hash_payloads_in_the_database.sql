-- PostgreSQL hashes with the processor's own instructions; a JVM that compiles by its first stage takes ten times as long.
CREATE FUNCTION hash_import_payload() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    NEW.sha256 := sha256(NEW.body);
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION hash_import_payload IS 'Hashes a payload that comes without a hash; one that is restored from a backup brings its own.';

CREATE TRIGGER import_payload_hash
    BEFORE INSERT ON import_payload
    FOR EACH ROW
    WHEN (NEW.sha256 IS NULL)
    EXECUTE FUNCTION hash_import_payload();
