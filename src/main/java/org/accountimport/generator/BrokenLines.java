package org.accountimport.generator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lines that cannot be queued at all, spread evenly between the accounts. Line number, content and reason of each
 * follow from the settings alone.
 */
final class BrokenLines {

    private static final int BROKEN_LINE_STREAM = 3;

    private final GeneratorSettings settings;
    private final AccountAuthor author;

    BrokenLines(GeneratorSettings settings, AccountAuthor author) {
        this.settings = settings;
        this.author = author;
    }

    /** Why such a line is refused. */
    private enum Breakage {
        CUT_OFF("non_field_errors", "parse_error"),
        KEY_TWICE("non_field_errors", "parse_error"),
        NOT_JSON("non_field_errors", "parse_error"),
        NOT_UTF_8("non_field_errors", "parse_error"),
        NO_ACCOUNT_NUMBER("external_account_number", "required"),
        NO_SUPPLIER("import_supplier", "required"),
        OTHER_SUPPLIER("import_supplier", "invalid_choice");

        private final String attr;
        private final String code;

        Breakage(String attr, String code) {
            this.attr = attr;
            this.code = code;
        }
    }

    /** How many accounts stand before the broken line of that index, counted from 0. */
    long accountsBefore(long index) {
        return (long) ((index + 1) * (double) settings.accounts() / (settings.brokenLines() + 1));
    }

    /** What is recorded of the broken line of that index. */
    RejectedLine expected(long index) {
        Breakage breakage = breakage(random(index));
        return new RejectedLine(accountsBefore(index) + index + 1, breakage.attr, breakage.code);
    }

    /** The line's bytes, without a line break. */
    byte[] content(long index) {
        SeededRandom random = random(index);
        Breakage breakage = breakage(random);
        ObjectNode account = author.write(settings.first() + accountsBefore(index));
        account.put("external_account_number", settings.numberPrefix() + "BROKEN-" + (index + 1));
        switch (breakage) {
            case NO_ACCOUNT_NUMBER -> account.remove("external_account_number");
            case NO_SUPPLIER -> account.remove("import_supplier");
            case OTHER_SUPPLIER -> account.put("import_supplier", "ENERGI_NORD");
            default -> {}
        }
        byte[] line = JsonMapper.shared().writeValueAsBytes(account);
        return switch (breakage) {
            case CUT_OFF -> Arrays.copyOf(line, line.length * random.between(20, 90) / 100);
            case KEY_TWICE ->
                ("{\"billing_name\":\"Hansen\",\"billing_name\":\"Jensen\","
                                + new String(line, 1, line.length - 1, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
            case NOT_JSON -> "import_supplier;external_account_number;customers".getBytes(StandardCharsets.UTF_8);
            case NOT_UTF_8 ->
                ("{\"billing_sub_name\":\"Sørensen\"," + new String(line, 1, 200, StandardCharsets.US_ASCII))
                        .getBytes(StandardCharsets.ISO_8859_1);
            default -> line;
        };
    }

    private SeededRandom random(long index) {
        return SeededRandom.of(settings.seed(), index, BROKEN_LINE_STREAM);
    }

    private static Breakage breakage(SeededRandom random) {
        return random.of(Breakage.values());
    }
}
