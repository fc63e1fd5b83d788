package org.accountimport.wave;

import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.StatusCounts;
import org.accountimport.importprocess.WaveName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Waves at a glance. Reads only. */
@Repository
public class WaveOverviews {

    private static final int LONGEST_PAGE = 1_000;

    private final JdbcClient jdbc;
    private final Waves waves;
    private final StatusCounts statusCounts;
    private final RunReports runs;

    WaveOverviews(JdbcClient jdbc, Waves waves, StatusCounts statusCounts, RunReports runs) {
        this.jdbc = jdbc;
        this.waves = waves;
        this.statusCounts = statusCounts;
        this.runs = runs;
    }

    /**
     * Some waves, the newest first.
     *
     * @param next what to pass as {@code before} for the next page; null when this is the last
     */
    public record Page(List<WaveOverview> waves, @Nullable Long next) {}

    private record Named(long id, String importSupplier, String name) {}

    /**
     * One page of waves, the newest first.
     *
     * @param importSupplier only its waves; null for all
     * @param scope          only these import suppliers' waves; null for all
     * @param before         the previous page's {@code next}; null for the first page
     * @param limit          1 to {@value #LONGEST_PAGE}; what lies outside is moved to the nearer end
     */
    @Transactional(readOnly = true)
    public Page page(@Nullable String importSupplier, @Nullable Set<String> scope, @Nullable Long before, int limit) {
        return page(importSupplier, null, scope, before, limit);
    }

    /**
     * One page of the waves whose {@code SUPPLIER/NAME} holds a text, in any case.
     *
     * @param importSupplier only its waves; null for all
     * @param part           of {@code SUPPLIER/NAME}; null for all
     * @param scope          only these import suppliers' waves; null for all
     * @param before         the previous page's {@code next}; null for the first page
     * @param limit          1 to {@value #LONGEST_PAGE}; what lies outside is moved to the nearer end
     */
    @Transactional(readOnly = true)
    public Page page(
            @Nullable String importSupplier,
            @Nullable String part,
            @Nullable Set<String> scope,
            @Nullable Long before,
            int limit) {
        int size = Math.max(1, Math.min(LONGEST_PAGE, limit));
        List<Named> found = jdbc.sql("""
                SELECT id, import_supplier, name
                  FROM wave
                 WHERE id < :before
                   AND (:supplier::text IS NULL OR import_supplier = :supplier)
                   AND (:scope::text[] IS NULL OR import_supplier = ANY (:scope))
                   AND (:part::text IS NULL OR strpos(lower(import_supplier || '/' || name), lower(:part)) > 0)
                 ORDER BY id DESC
                 LIMIT :limit
                """)
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("supplier", importSupplier)
                .param("part", part)
                .param("scope", scope == null ? null : scope.toArray(String[]::new), Types.ARRAY)
                .param("limit", size + 1)
                .query(Named.class)
                .list();
        List<Named> page = found.size() > size ? found.subList(0, size) : found;
        List<Long> ids = page.stream().map(Named::id).toList();
        Map<Long, Map<ImportStatus, Long>> counts = statusCounts.of(ids);
        Map<Long, Long> wrong = statusCounts.foundWrong(ids);
        Map<Long, RunReport> newest = runs.newestOf(ids);
        List<WaveOverview> overviews = page.stream()
                .map(wave -> new WaveOverview(
                        new WaveName(wave.importSupplier(), wave.name()),
                        Objects.requireNonNull(counts.get(wave.id())),
                        wrong.getOrDefault(wave.id(), 0L),
                        newest.get(wave.id())))
                .toList();
        return new Page(overviews, found.size() > size ? ids.get(size - 1) : null);
    }

    /**
     * The import suppliers that have waves, in alphabetical order.
     *
     * @param scope only these; null for all
     */
    public List<String> suppliers(@Nullable Set<String> scope) {
        return jdbc.sql("""
                SELECT DISTINCT import_supplier
                  FROM wave
                 WHERE :scope::text[] IS NULL OR import_supplier = ANY (:scope)
                 ORDER BY import_supplier
                """)
                .param("scope", scope == null ? null : scope.toArray(String[]::new), Types.ARRAY)
                .query(String.class)
                .list();
    }

    /**
     * One wave.
     *
     * @throws UnknownWaveException when there is no such wave
     */
    @Transactional(readOnly = true)
    public WaveOverview find(WaveName wave) {
        long id = waves.id(wave);
        return new WaveOverview(
                wave,
                Objects.requireNonNull(statusCounts.of(List.of(id)).get(id)),
                statusCounts.foundWrong(List.of(id)).getOrDefault(id, 0L),
                runs.newestOf(List.of(id)).get(id));
    }
}
