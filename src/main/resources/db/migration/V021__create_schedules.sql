CREATE TABLE schedule_lock (
    name       varchar(200) NOT NULL CONSTRAINT schedule_lock_pk PRIMARY KEY,
    lock_until timestamp    NOT NULL,
    locked_at  timestamp    NOT NULL,
    locked_by  varchar(255) NOT NULL
);
COMMENT ON TABLE schedule_lock IS 'ShedLock''s own: which server is at the tick of a job definition. Times in UTC, by the database''s clock.';

CREATE TABLE schedule (
    definition  text        NOT NULL CONSTRAINT schedule_pk PRIMARY KEY,
    timing      text        NOT NULL,
    known_since timestamptz NOT NULL
);
COMMENT ON TABLE schedule IS 'Since when each enabled job definition has the times it has: earlier ones cannot have been missed.';
COMMENT ON COLUMN schedule.timing IS 'Cron expression and time zone; another timing begins anew.';

CREATE TABLE schedule_tick (
    definition   text        NOT NULL,
    scheduled_at timestamptz NOT NULL,
    fired_at     timestamptz NOT NULL DEFAULT now(),
    missed       boolean     NOT NULL,
    launched     bigint[]    NOT NULL DEFAULT '{}',
    note         text,
    CONSTRAINT schedule_tick_pk PRIMARY KEY (definition, scheduled_at)
);

-- Serves the count of missed ticks.
CREATE INDEX schedule_tick_missed_idx ON schedule_tick (definition) WHERE missed;

COMMENT ON TABLE schedule_tick IS 'Every time at which a job definition was due: once in a cluster, which the key ensures whatever the servers'' clocks say.';
COMMENT ON COLUMN schedule_tick.scheduled_at IS 'When it was due.';
COMMENT ON COLUMN schedule_tick.fired_at IS 'When a server saw to it.';
COMMENT ON COLUMN schedule_tick.missed IS 'No server was there when it was due; one noticed at its next start.';
COMMENT ON COLUMN schedule_tick.launched IS 'Job executions, in the order of their launch.';
COMMENT ON COLUMN schedule_tick.note IS 'Why nothing, or less, was launched; null where there is nothing to say.';
