package org.accountimport.validation;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.CustomerFields;
import org.accountimport.payload.Field;
import org.accountimport.payload.PayloadList;
import org.accountimport.payload.PayloadObject;

/**
 * What an e-mail address must not be: rulebook section 5.1, S02 to S04.
 */
final class EmailRules {

    private EmailRules() {}

    private static final List<String> TEST_BEGINNINGS = List.of("test@", "xxx@");
    private static final List<String> TEST_ENDINGS = List.of(".xx", ".xxx", "@test.co.uk", "@test.com");

    static final Rule NO_TEST_ADDRESS = Rule.row(Section.CUSTOMERS, 2, "possible_test_email_address")
            .at(Scope.CUSTOMERS, CustomerFields.EMAIL, CustomerFields.CONTACT_EMAILS)
            .whenFound(
                    "a customer's `email` or one of `contact_emails`, lower-cased, begins `test@` or `xxx@`, or finishes in"
                            + " one of `.xx`, `.xxx`, `@test.co.uk`, `@test.com`")
            .search(Scope.CUSTOMERS, (customer, facts, report) -> {
                at(customer, CustomerFields.EMAIL, EmailRules::isTestAddress, report);
                atItems(customer, CustomerFields.CONTACT_EMAILS, EmailRules::isTestAddress, report);
            })
            .detail("{value} looks like a test address");

    static final Rule NOT_THE_SUPPLIERS_OWN = Rule.row(Section.CUSTOMERS, 3, "internal_email_address")
            .at(Scope.CUSTOMERS, CustomerFields.EMAIL, CustomerFields.CONTACT_EMAILS)
            .at(Scope.ACCOUNT, AccountFields.BILLING_EMAIL)
            .whenFound(
                    "a customer's `email`, one of `contact_emails`, or `billing_email`, lower-cased, is in setting"
                            + " `internal_email_addresses`, or its domain is in `internal_email_domains` or beneath one of them")
            .search(Scope.CUSTOMERS, (customer, facts, report) -> {
                at(customer, CustomerFields.EMAIL, address -> isInternal(address, facts), report);
                atItems(customer, CustomerFields.CONTACT_EMAILS, address -> isInternal(address, facts), report);
            })
            .search(
                    Scope.ACCOUNT,
                    (account, facts, report) ->
                            at(account, AccountFields.BILLING_EMAIL, address -> isInternal(address, facts), report))
            .detail("{value} belongs to the supplier itself");

    static final Rule NO_PLACEHOLDER = Rule.row(Section.CUSTOMERS, 4, "billing_email_not_valid")
            .at(Scope.ACCOUNT, AccountFields.BILLING_EMAIL)
            .when("it contains `blackhole+`, in any case", (account, facts) -> {
                String address = account.get(AccountFields.BILLING_EMAIL);
                return address != null && lowerCase(address).contains("blackhole+");
            })
            .detail("{value} is a placeholder, bills cannot go there");

    private static void at(PayloadObject object, Field<String> field, Predicate<String> violates, Report report) {
        String address = object.get(field);
        if (address != null && !address.isEmpty() && violates.test(lowerCase(address))) {
            report.at(object, field);
        }
    }

    private static void atItems(
            PayloadObject object, Field<List<String>> field, Predicate<String> violates, Report report) {
        PayloadList<String> addresses = object.list(field);
        for (int i = 0; i < addresses.size(); i++) {
            if (violates.test(lowerCase(addresses.get(i)))) {
                report.at(object, field, addresses.position(i));
            }
        }
    }

    private static boolean isTestAddress(String address) {
        for (String beginning : TEST_BEGINNINGS) {
            if (address.startsWith(beginning)) {
                return true;
            }
        }
        for (String ending : TEST_ENDINGS) {
            if (address.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInternal(String address, Facts facts) {
        if (facts.settings().internalEmailAddresses().contains(address)) {
            return true;
        }
        String domain = address.substring(address.indexOf('@') + 1);
        for (String internal : facts.settings().internalEmailDomains()) {
            if (domain.endsWith(internal)
                    && (domain.length() == internal.length()
                            || domain.charAt(domain.length() - internal.length() - 1) == '.')) {
                return true;
            }
        }
        return false;
    }

    private static String lowerCase(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
