package org.accountimport.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.accountimport.supplier.ImportSuppliers;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The suppliers as they are configured from the start, read as the application reads them. */
public final class Suppliers {

    private Suppliers() {}

    public static ImportSuppliers configured() {
        return from("suppliers.yml");
    }

    static ImportSuppliers from(String resource) {
        try {
            List<PropertySource<?>> loaded =
                    new YamlPropertySourceLoader().load(resource, new ClassPathResource(resource));
            MutablePropertySources sources = new MutablePropertySources();
            loaded.forEach(sources::addLast);
            return new Binder(ConfigurationPropertySources.from(sources))
                    .bind("account-import", ImportSuppliers.class)
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
