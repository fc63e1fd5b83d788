package org.accountimport.supplier;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The configured import suppliers: {@code account-import.suppliers}, a map from code to settings. Immutable. Wrong settings
 * stop the start with every one of them named.
 */
@ConfigurationProperties("account-import")
public final class ImportSuppliers {

    private final Map<String, ImportSupplierSettings> suppliers;

    /**
     * Checks and keeps the settings.
     *
     * @param suppliers by code, the value of {@code import_supplier}
     * @throws IllegalArgumentException when a code or setting is wrong; the message names each, and what would be right
     */
    public ImportSuppliers(Map<String, ImportSupplierSettings> suppliers) {
        List<String> wrong = SettingsCheck.of(suppliers);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        this.suppliers = Collections.unmodifiableMap(new LinkedHashMap<>(suppliers));
    }

    public Optional<ImportSupplierSettings> find(String code) {
        return Optional.ofNullable(suppliers.get(code));
    }

    /**
     * The settings of a supplier that must be there.
     *
     * @throws IllegalArgumentException when no such supplier is configured
     */
    public ImportSupplierSettings get(String code) {
        return find(code)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no import supplier " + code + "; configured are " + codes()));
    }

    /** In configured order. */
    public Set<String> codes() {
        return suppliers.keySet();
    }
}
