-- What is mended or loaded after a purge is imported without a reconciliation. It is purged so many days after it was decided.
ALTER TABLE purge_certificate
    ADD COLUMN covers_until          timestamptz,
    ADD COLUMN unreconciled_accounts bigint;
UPDATE purge_certificate
   SET covers_until = (SELECT as_of FROM reconciliation WHERE id = reconciliation_id),
       unreconciled_accounts = CASE WHEN completed_at IS NULL THEN NULL ELSE 0 END;
ALTER TABLE purge_certificate
    ALTER COLUMN covers_until SET NOT NULL,
    DROP CONSTRAINT purge_certificate_completed_ck,
    ADD CONSTRAINT purge_certificate_completed_ck CHECK
        ((completed_at IS NULL) = (accounts IS NULL)
         AND (completed_at IS NULL) = (unreconciled_accounts IS NULL)
         AND (completed_at IS NULL) = (payloads_sha256 IS NULL)
         AND (completed_at IS NULL) = (totals IS NULL));
COMMENT ON COLUMN purge_certificate.covers_until IS
    'Accounts that were imported or withdrawn up to this time are purged, or are being purged: the time of the reconciliation, and later ones when what came after it is purged.';
COMMENT ON COLUMN purge_certificate.unreconciled_accounts IS
    'Of accounts, those that were imported or withdrawn after the reconciliation that stands for the wave.';
COMMENT ON COLUMN purge_certificate.completed_at IS 'Null while a purge is under way, the first one or one of what came later.';
