package org.accountimport.bench;

import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.accountimport.payload.Framing;
import org.accountimport.payload.PayloadReader;
import org.accountimport.supplier.ImportSupplierSettings;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.validation.PayloadValidator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to judge the founding document's example payload, on one thread, beside what others take for less. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ValidationBenchmark {

    private byte[] body;
    private String text;
    private PayloadReader reader;
    private PayloadValidator validator;
    private tools.jackson.databind.ObjectReader jackson3;
    private com.fasterxml.jackson.databind.ObjectReader jackson2;
    private Validator beanValidator;
    private Bound.Envelope bound;
    private Schema schema;

    @Setup
    public void prepare() throws IOException {
        body = resource("/example-payload.json");
        ImportSuppliers suppliers = suppliers();
        reader = new PayloadReader(Map.of("NORLYS", suppliers.get("NORLYS").consentTypes()));
        validator = new PayloadValidator(suppliers, path -> true, Clock.systemUTC());
        jackson3 = tools.jackson.databind.json.JsonMapper.builder()
                .propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .readerFor(Bound.Envelope.class);
        jackson2 = com.fasterxml.jackson.databind.json.JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .readerFor(Bound.Envelope.class);
        beanValidator = Validation.buildDefaultValidatorFactory().getValidator();
        bound = jackson3.readValue(body);
        if (!beanValidator.validate(bound).isEmpty() || !validator.validate(body, Framing.ENVELOPE).violations().isEmpty()) {
            throw new IllegalStateException("The example holds");
        }
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new String(resource("/account.schema.json"), StandardCharsets.UTF_8), InputFormat.JSON);
        text = jackson3.readTree(body).get("payload").toString();
        if (!schema.validate(text, InputFormat.JSON).isEmpty()) {
            throw new IllegalStateException("The example fits the schema");
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ValidationBenchmark.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static ImportSuppliers suppliers() {
        ImportSupplierSettings norlys = new ImportSupplierSettings(
                ZoneId.of("Europe/Copenhagen"), "DK", "DK", Set.of("kraken.info", "norlys-internal.dk"),
                Set.of("migration@norlys.dk"), false, false, true, true,
                Set.of("MARKETING_EMAIL", "MARKETING_SMS", "MARKETING_PHONE", "DATA_SHARING"), false,
                Set.of("Team A", "Team B"), Set.of("norlys.legacy-account-number", "norlys.crm-id"),
                Set.of("DENMARK_ELECTRICITY_LEDGER", "DENMARK_GAS_LEDGER", "DENMARK_SERVICES_LEDGER",
                        "DENMARK_ARCHIVE_LEDGER"),
                Set.of("DENMARK_ARCHIVE_LEDGER"), false, false, false, "DIRECT", false);
        return new ImportSuppliers(Map.of("NORLYS", norlys));
    }

    /** Bytes to verdict, everything included: structure, all rules, two phone numbers. */
    @Benchmark
    public Object bytesToVerdict() {
        return validator.validate(body, Framing.ENVELOPE);
    }

    /** The structural part of it alone. */
    @Benchmark
    public Object bytesToStructure() {
        return reader.read(body, Framing.ENVELOPE);
    }

    @Benchmark
    public Object jackson3Binding() {
        return jackson3.readValue(body);
    }

    @Benchmark
    public Object jackson2Binding() throws IOException {
        return jackson2.readValue(body);
    }

    /** On records that are already bound. */
    @Benchmark
    public Object beanValidation() {
        return beanValidator.validate(bound);
    }

    /** Binding and Bean Validation together: the usual way to get part of the structural answer. */
    @Benchmark
    public Object jackson3BindingAndBeanValidation() {
        Bound.Envelope fresh = jackson3.readValue(body);
        return beanValidator.validate(fresh);
    }

    /** The structural answer from text, by the generated schema. */
    @Benchmark
    public Object networkntWithTheSchema() {
        return schema.validate(text, InputFormat.JSON);
    }
}
