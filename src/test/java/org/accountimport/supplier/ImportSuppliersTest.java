package org.accountimport.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The suppliers as the application starts with them. */
class ImportSuppliersTest {

    private static final ApplicationContextRunner APPLICATION = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(SupplierConfiguration.class);

    @Nested
    class AsConfigured {

        @Test
        void areTwo() {
            APPLICATION.run(context -> {
                ImportSuppliers suppliers = context.getBean(ImportSuppliers.class);
                assertThat(suppliers.codes()).containsExactlyInAnyOrder("NORLYS", "NORLYS_STRICT");
                assertThat(suppliers.find("ACME")).isEmpty();
                assertThatThrownBy(() -> suppliers.get("ACME"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("There is no import supplier ACME");
            });
        }

        @Test
        void haveTheRulebooksSettings() {
            APPLICATION.run(context -> {
                ImportSuppliers suppliers = context.getBean(ImportSuppliers.class);
                assertThat(suppliers.get("NORLYS")).isEqualTo(settings(false, false));
                assertThat(suppliers.get("NORLYS_STRICT")).isEqualTo(settings(true, false));
            });
        }
    }

    @Test
    void aSupplierOfWhichNothingIsSaidHasTheDefaults() {
        APPLICATION
                .withPropertyValues("account-import.suppliers.[OTHER].check-file-store=true")
                .run(context -> assertThat(
                                context.getBean(ImportSuppliers.class).get("OTHER"))
                        .isEqualTo(settings(false, true)));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            default-phone-region            | XX            | must be a region that libphonenumber knows, such as DK
            default-phone-region            | dk            | must be a region that libphonenumber knows, such as DK
            default-country                 | UK            | must be an ISO 3166-1 alpha-2 code in capitals, such as DK
            internal-email-domains          | a.dk,@b.dk    | holds "@b.dk"; it must be a domain in lower case
            internal-email-domains          | Kraken.info   | holds "Kraken.info"; it must be a domain in lower case
            internal-email-addresses        | norlys.dk     | holds "norlys.dk"; it must be an address in lower case
            unbillable-ledger-codes         | X             | holds "X"; it must be one of ledger-codes
            """)
    void aWrongSettingStopsTheStart(String setting, String value, String expected) {
        APPLICATION
                .withPropertyValues("account-import.suppliers.[NORLYS]." + setting + "=" + value)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .isInstanceOf(ConfigurationPropertiesBindException.class)
                        .rootCause()
                        .hasMessageContaining("account-import.suppliers.NORLYS." + setting)
                        .hasMessageContaining(expected));
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        ImportSupplierSettings wrong = new ImportSupplierSettings(
                ZoneId.of("Europe/Copenhagen"),
                "XX",
                "XX",
                Set.of("@"),
                Set.of("x"),
                false,
                false,
                true,
                true,
                Set.of(" a"),
                false,
                Set.of(""),
                Set.of("b "),
                Set.of(" "),
                Set.of("U"),
                false,
                false,
                false,
                "",
                false);
        assertThatThrownBy(() -> new ImportSuppliers(Map.of("norlys", wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasLineCount(11)
                .contains(
                        "the code norlys must be capitals",
                        "default-phone-region",
                        "default-country",
                        "internal-email-domains",
                        "internal-email-addresses",
                        "consent-types holds \" a\"",
                        "operations-teams",
                        "reference-namespaces",
                        "ledger-codes",
                        "unbillable-ledger-codes",
                        "default-sales-channel");
    }

    @Test
    void thereMustBeOne() {
        assertThatThrownBy(() -> new ImportSuppliers(Map.of())).hasMessageContaining("configure one supplier at least");
    }

    /** Rulebook, section 6. */
    private static ImportSupplierSettings settings(boolean strict, boolean checkFileStore) {
        return new ImportSupplierSettings(
                ZoneId.of("Europe/Copenhagen"),
                "DK",
                "DK",
                Set.of("kraken.info", "norlys-internal.dk"),
                Set.of("migration@norlys.dk"),
                strict,
                strict,
                !strict,
                !strict,
                Set.of("MARKETING_EMAIL", "MARKETING_SMS", "MARKETING_PHONE", "DATA_SHARING"),
                strict,
                Set.of("Team A", "Team B"),
                Set.of("norlys.legacy-account-number", "norlys.crm-id"),
                Set.of(
                        "DENMARK_ELECTRICITY_LEDGER",
                        "DENMARK_GAS_LEDGER",
                        "DENMARK_SERVICES_LEDGER",
                        "DENMARK_ARCHIVE_LEDGER"),
                Set.of("DENMARK_ARCHIVE_LEDGER"),
                strict,
                strict,
                checkFileStore,
                "DIRECT",
                strict);
    }
}
