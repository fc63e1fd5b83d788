package org.accountimport.wave;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.accountimport.supplier.ImportSupplierSettings;
import org.accountimport.supplier.ImportSuppliers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps what each run judged by, once a run, so that a later one can tell what has changed. */
@Repository
public class RunSettings {

    private static final String PROGRAM_VERSION = "program-version";

    private final JdbcClient jdbc;
    private final ImportSuppliers suppliers;

    RunSettings(JdbcClient jdbc, ImportSuppliers suppliers) {
        this.jdbc = jdbc;
        this.suppliers = suppliers;
    }

    /** Keeps the settings of a run's import supplier as they are now. To be called once, when the run begins. */
    public void keep(long jobExecutionId, String importSupplier) {
        Map<String, String> settings =
                suppliers.find(importSupplier).map(RunSettings::byName).orElseGet(TreeMap::new);
        String version = RunSettings.class.getPackage().getImplementationVersion();
        settings.put(PROGRAM_VERSION, version == null ? "from source" : version);
        jdbc.sql("""
                INSERT INTO wave_run_settings (job_execution_id, settings)
                VALUES (:execution, json_object(:names, :values))
                """)
                .param("execution", jobExecutionId)
                .param("names", settings.keySet().toArray(String[]::new))
                .param("values", settings.values().toArray(String[]::new))
                .update();
    }

    /** Settings by the names that they have in the configuration; the same settings always give the same text. */
    static Map<String, String> byName(ImportSupplierSettings settings) {
        Map<String, String> byName = new TreeMap<>();
        for (RecordComponent setting : ImportSupplierSettings.class.getRecordComponents()) {
            byName.put(configuredName(setting.getName()), text(value(setting, settings)));
        }
        return byName;
    }

    private static String configuredName(String javaName) {
        return javaName.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return value instanceof Collection<?> values
                ? values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    private static Object value(RecordComponent setting, ImportSupplierSettings settings) {
        try {
            return setting.getAccessor().invoke(settings);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The setting " + setting.getName() + " cannot be read", e);
        }
    }
}
