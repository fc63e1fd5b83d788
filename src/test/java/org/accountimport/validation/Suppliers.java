package org.accountimport.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.accountimport.supplier.ImportSuppliers;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;

/** The suppliers as they are configured from the start, read as the application reads them. */
public final class Suppliers {

    private Suppliers() {}

    public static ImportSuppliers configured() {
        return from(Map.of());
    }

    /** And one more, {@code NORLYS_FILES}, whose file store is checked: neither of the configured ones has that on. */
    static ImportSuppliers withFileStore() {
        return from(Map.of("account-import.suppliers[NORLYS_FILES].check-file-store", "true"));
    }

    static Map<String, Set<String>> consentTypes(ImportSuppliers suppliers) {
        Map<String, Set<String>> consentTypes = new LinkedHashMap<>();
        suppliers
                .codes()
                .forEach(code -> consentTypes.put(code, suppliers.get(code).consentTypes()));
        return consentTypes;
    }

    static ImportSuppliers from(Map<String, Object> more) {
        try {
            MutablePropertySources sources = new MutablePropertySources();
            sources.addLast(new MapPropertySource("more", more));
            new YamlPropertySourceLoader()
                    .load("suppliers", new ClassPathResource("suppliers.yml"))
                    .forEach(sources::addLast);
            return new Binder(ConfigurationPropertySources.from(sources))
                    .bind("account-import", ImportSuppliers.class)
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
