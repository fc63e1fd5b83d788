package org.accountimport.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the generated documents to the definitions. After a change to fields or rules they are made anew by
 * {@code ./mvnw test -Dtest=GeneratedDocsTest -Dupdate-generated-docs=true}.
 */
class GeneratedDocsTest {

    @Test
    void theFieldReferenceIsUpToDate() throws IOException {
        isUpToDate("docs/fields.md", Documents.fields());
    }

    @Test
    void theRuleReferenceIsUpToDate() throws IOException {
        isUpToDate("docs/rules.md", Documents.rules());
    }

    @Test
    void theSchemaIsUpToDate() throws IOException {
        isUpToDate("src/main/resources/account.schema.json", Documents.schema());
    }

    private static void isUpToDate(String path, String generated) throws IOException {
        Path file = Path.of(path);
        if (Boolean.getBoolean("update-generated-docs")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, generated);
        }
        assertThat(file)
                .as("made anew by ./mvnw test -Dtest=GeneratedDocsTest -Dupdate-generated-docs=true")
                .hasContent(generated);
    }
}
