package org.accountimport.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.accountimport.payload.Framing;
import org.accountimport.supplier.ImportSuppliers;
import org.accountimport.validation.PayloadValidator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;

/** The validation, which knows nothing of the generator, finds exactly what the generator planted, and in that order. */
class ValidationAgreesTest {

    private static final ImportSuppliers SUPPLIERS = suppliers();

    @ParameterizedTest(name = "{0}, judged on {1}")
    @CsvSource({
        "NORLYS,        2026-11-23",
        "NORLYS,        2126-01-01",
        "NORLYS_STRICT, 2026-11-23",
        "NORLYS_STRICT, 2126-01-01",
    })
    void findsInEveryAccountWhatWasPlanted(String supplier, String judgedOn) {
        PayloadValidator validator = validator(judgedOn);

        assertThat(Waves.accounts(Waves.settings(supplier).withWrongShare(0.3)))
                .hasSize(20_000)
                .allSatisfy(account -> assertThat(found(validator, account)).isEqualTo(account.violations()));
    }

    static List<String> everyMistake() {
        return Mistakes.ALL.stream().map(Mistake::name).toList();
    }

    @ParameterizedTest
    @MethodSource("everyMistake")
    void findsEveryMistakeWhereverItIsPlanted(String name) {
        PayloadValidator validator = validator("2026-11-23");
        Mistake mistake = Mistakes.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findAny()
                .orElseThrow();

        assertThat(Stream.of("NORLYS", "NORLYS_STRICT")
                        .map(supplier -> new WaveGenerator(Waves.settings(supplier)))
                        .flatMap(generator ->
                                MistakesTest.plantedIn(generator, mistake).limit(50)))
                .isNotEmpty()
                .allSatisfy(account -> assertThat(found(validator, account)).isEqualTo(account.violations()));
    }

    private static List<ExpectedViolation> found(PayloadValidator validator, GeneratedAccount account) {
        return validator.validate(account.json(), Framing.EITHER).violations().stream()
                .map(violation -> new ExpectedViolation(violation.attr(), violation.code()))
                .toList();
    }

    private static PayloadValidator validator(String judgedOn) {
        return new PayloadValidator(
                SUPPLIERS, path -> true, Clock.fixed(Instant.parse(judgedOn + "T03:00:00Z"), ZoneOffset.UTC));
    }

    private static ImportSuppliers suppliers() {
        try {
            MutablePropertySources sources = new MutablePropertySources();
            new YamlPropertySourceLoader()
                    .load("suppliers", new ClassPathResource("suppliers.yml"))
                    .forEach(sources::addLast);
            return new Binder(ConfigurationPropertySources.from(sources))
                    .bind("account-import", ImportSuppliers.class)
                    .get();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
