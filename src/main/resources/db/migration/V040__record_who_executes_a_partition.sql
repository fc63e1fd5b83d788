ALTER TABLE wave_run_partition
    ADD COLUMN worker  text,
    ADD COLUMN attempt integer NOT NULL DEFAULT 0,
    ADD COLUMN ended   boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT wave_run_partition_attempt_ck CHECK (attempt >= 0);

COMMENT ON COLUMN wave_run_partition.worker IS
    'The process that executes this partition, or did so last: host:process id, or the name it was given. Null before V040.';
COMMENT ON COLUMN wave_run_partition.attempt IS
    'How often its execution has begun: once, and once more whenever it was taken over or continued after an outage. Only the newest attempt may go on.';
COMMENT ON COLUMN wave_run_partition.ended IS
    'Whoever executed it is through with it, so the status of its step execution is final. Without it the status may be that of an attempt which is about to be continued.';
