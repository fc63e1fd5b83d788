package org.accountimport.schedule;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code schedule} and {@code schedule_tick}: what was due when, and what came of it. */
@Repository
class Ticks {

    private final JdbcClient jdbc;

    Ticks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Remembers since when a definition has its times, and says from when on they count: its last tick, or the moment at which
     * it got these times.
     */
    Instant countsSince(JobDefinition definition, Instant now) {
        return jdbc.sql("""
                WITH known AS (
                    INSERT INTO schedule (definition, timing, known_since)
                    VALUES (:definition, :timing, :now)
                        ON CONFLICT ON CONSTRAINT schedule_pk DO UPDATE
                       SET timing = excluded.timing,
                           known_since = CASE WHEN schedule.timing = excluded.timing
                                              THEN schedule.known_since
                                              ELSE excluded.known_since END
                    RETURNING known_since)
                SELECT greatest(known_since, (SELECT max(scheduled_at) FROM schedule_tick WHERE definition = :definition))
                  FROM known
                """)
                .param("definition", definition.name())
                .param("timing", definition.timing())
                .param("now", at(now))
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** Forgets since when these definitions had their times: they are disabled, or gone. */
    void forgetAllBut(List<String> definitions) {
        jdbc.sql("DELETE FROM schedule WHERE definition <> ALL (:definitions)")
                .param("definitions", definitions.toArray(String[]::new))
                .update();
    }

    /**
     * Begins a tick, or goes on with one whose server died; false when a server has seen it through. For whoever holds the
     * definition's lock.
     */
    boolean begin(JobDefinition definition, Instant scheduledAt, boolean missed) {
        return jdbc.sql("""
                INSERT INTO schedule_tick AS tick (definition, scheduled_at, missed, note, under_way)
                VALUES (:definition, :scheduledAt, :missed, 'under way', true)
                    ON CONFLICT ON CONSTRAINT schedule_tick_pk DO UPDATE
                   SET fired_at = now(),
                       missed = tick.missed OR excluded.missed
                 WHERE tick.under_way
                """)
                        .param("definition", definition.name())
                        .param("scheduledAt", at(scheduledAt))
                        .param("missed", missed)
                        .update()
                == 1;
    }

    /** Records what was launched so far. What a server that died had launched before stays recorded. */
    void launched(JobDefinition definition, Instant scheduledAt, List<Long> launched) {
        record(definition, scheduledAt, launched, "under way", true);
    }

    /** Records what came of a tick. */
    void end(JobDefinition definition, Instant scheduledAt, List<Long> launched, @Nullable String note) {
        record(definition, scheduledAt, launched, note, false);
    }

    private void record(
            JobDefinition definition,
            Instant scheduledAt,
            List<Long> launched,
            @Nullable String note,
            boolean underWay) {
        jdbc.sql("""
                UPDATE schedule_tick
                   SET launched = ARRAY(SELECT DISTINCT unnest(launched || CAST(:launched AS bigint[])) AS id ORDER BY id),
                       note = :note,
                       under_way = :underWay
                 WHERE definition = :definition
                   AND scheduled_at = :scheduledAt
                """)
                .param("launched", launched.toArray(Long[]::new))
                .param("note", note)
                .param("underWay", underWay)
                .param("definition", definition.name())
                .param("scheduledAt", at(scheduledAt))
                .update();
    }

    /** Removes old ticks, and those of which nothing came, from a day ago on: a definition may be due every second. */
    void removeOld(JobDefinition definition) {
        jdbc.sql("""
                DELETE FROM schedule_tick
                 WHERE definition = :definition
                   AND (scheduled_at < now() - interval '1 year'
                        OR (scheduled_at < now() - interval '1 day' AND launched = '{}' AND NOT missed))
                   AND scheduled_at < (SELECT max(scheduled_at) FROM schedule_tick WHERE definition = :definition)
                """).param("definition", definition.name()).update();
    }

    /** The newest tick of a definition, if it is under way: a server is at it, or died over it. */
    Optional<Tick> underWay(JobDefinition definition) {
        return Optional.ofNullable(newest(List.of(definition)).get(definition.name()))
                .filter(Tick::underWay);
    }

    /** The newest tick of each of these definitions that had one, by definition. */
    Map<String, Tick> newest(List<JobDefinition> definitions) {
        return jdbc
                .sql("""
                        SELECT tick.definition, tick.scheduled_at, tick.fired_at, tick.missed, tick.under_way, tick.launched,
                               tick.note
                          FROM unnest(:definitions) AS known (definition)
                         CROSS JOIN LATERAL (SELECT *
                                               FROM schedule_tick
                                              WHERE definition = known.definition
                                              ORDER BY scheduled_at DESC
                                              LIMIT 1) AS tick
                        """)
                .param(
                        "definitions",
                        definitions.stream().map(JobDefinition::name).toArray(String[]::new))
                .query((row, number) -> tick(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Tick::definition, Function.identity()));
    }

    /** How many ticks of each definition were missed, as far as they are kept. */
    Map<String, Long> missed() {
        return jdbc
                .sql("SELECT definition, count(*) AS ticks FROM schedule_tick WHERE missed GROUP BY definition")
                .query((row, number) -> Map.entry(row.getString("definition"), row.getLong("ticks")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Tick tick(ResultSet row) throws SQLException {
        Array launched = row.getArray("launched");
        return new Tick(
                row.getString("definition"),
                row.getObject("scheduled_at", OffsetDateTime.class),
                row.getObject("fired_at", OffsetDateTime.class),
                row.getBoolean("missed"),
                row.getBoolean("under_way"),
                List.of((Long[]) launched.getArray()),
                row.getString("note"));
    }
}
