package org.accountimport.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.accountimport.payload.AccountSchema;
import org.accountimport.payload.StructuralCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An independent judge reads the generated schema, and must agree with our reader on what is structurally right. */
class AccountSchemaTest {

    private static final Set<String> STRUCTURAL =
            Stream.of(StructuralCode.values()).map(StructuralCode::code).collect(Collectors.toSet());

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema SCHEMA =
            REGISTRY.getSchema(AccountSchema.text(Suppliers.consentTypes(Suppliers.withFileStore())), InputFormat.JSON);

    static List<Case> sayable() {
        return all().filter(worked -> worked.beyondSchema() == null).toList();
    }

    static List<Case> beyond() {
        return all().filter(worked -> worked.beyondSchema() != null).toList();
    }

    private static Stream<Case> all() {
        return Stream.concat(Case.in("/cases.json").stream(), Case.in("/own-cases.json").stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sayable")
    void agreesWithTheReader(Case worked) {
        assertThat(isValid(worked)).isEqualTo(worked.codes().stream().noneMatch(STRUCTURAL::contains));
    }

    /** When one of these fails, the schema has learned to say it: take the mark off the case. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("beyond")
    void cannotSayWhatIsMarkedSo(Case worked) {
        assertThat(isValid(worked)).isNotEqualTo(worked.codes().stream().noneMatch(STRUCTURAL::contains));
    }

    @Test
    void isItselfValid() {
        Schema dialect = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(dialect.validate(Documents.schema(), InputFormat.JSON)).isEmpty();
    }

    private static boolean isValid(Case worked) {
        return SCHEMA.validate(Case.JSON.writeValueAsString(worked.payload()), InputFormat.JSON)
                .isEmpty();
    }
}
