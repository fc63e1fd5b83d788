package org.accountimport.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsequencesTest {

    private final Consequences consequences = new Consequences();

    @Test
    void listStructuralViolationsFirst() {
        consequences.semantic(1, "customers.0.mobile", "invalid_phone_number");
        consequences.structural("zzz", "unknown_field");

        assertThat(consequences.inOrder())
                .extracting(ExpectedViolation::attr)
                .containsExactly("zzz", "customers.0.mobile");
    }

    @Test
    void followTheFieldTablesDepthFirst() {
        consequences.semantic(69, "transfer_balance", "a");
        consequences.semantic(68, "ledgers.10.ledger_balance", "b");
        consequences.semantic(68, "ledgers.9.ledger_balance", "c");
        consequences.semantic(36, "ledgers.9.historical_statement_transactions.0.transaction_id", "d");
        consequences.semantic(36, "ledgers.9.current_statement_transactions.1.transaction_id", "e");
        consequences.semantic(22, "customers.0.family_name", "f");
        consequences.semantic(23, "customers.0.non_field_errors", "g");
        consequences.semantic(19, "customers", "h");

        assertThat(consequences.inOrder())
                .extracting(ExpectedViolation::code)
                .containsExactly("h", "g", "f", "c", "e", "d", "b", "a");
    }

    @Test
    void putUnknownFieldsAfterKnownOnesByName() {
        consequences.structural("zebra", "unknown_field");
        consequences.structural("aardvark", "unknown_field");
        consequences.structural("supply_addresses.0.supply_address1", "required");

        assertThat(consequences.inOrder())
                .extracting(ExpectedViolation::attr)
                .containsExactly("supply_addresses.0.supply_address1", "aardvark", "zebra");
    }

    @Test
    void orderViolationsOfOneFieldByRule() {
        consequences.semantic(30, "customers.0.consents", "fields_are_mutually_exclusive");
        consequences.semantic(29, "customers.0.consents", "field_not_enabled");

        assertThat(consequences.inOrder())
                .extracting(ExpectedViolation::code)
                .containsExactly("field_not_enabled", "fields_are_mutually_exclusive");
    }
}
