-- Waves that were purged before a purge took the names with it that nobody has defined.
WITH named AS (
    DELETE FROM wave_run_error error
     USING wave_run run, purge_certificate certificate
     WHERE error.code = 'unknown_field'
       AND run.job_execution_id = error.job_execution_id
       AND certificate.wave_id = run.wave_id
       AND certificate.completed_at IS NOT NULL
    RETURNING error.*)
INSERT INTO wave_run_error (job_execution_id, position, code, attr, accounts, violations, example)
SELECT job_execution_id, min(position), code, '••••••', sum(accounts), sum(violations),
       (array_agg(example ORDER BY position))[1]
  FROM named
 GROUP BY job_execution_id, code;

UPDATE import_drift drift
   SET attr = '••••••'
  FROM wave_run run
  JOIN purge_certificate certificate ON certificate.wave_id = run.wave_id
 WHERE drift.code = 'unknown_field'
   AND run.job_execution_id = drift.job_execution_id
   AND certificate.completed_at IS NOT NULL;

COMMENT ON COLUMN wave_run_error.attr IS
    'Path of the field with list positions folded to *, at most 1,000 characters. After the purge of the wave •••••• stands for names that nobody has defined.';
