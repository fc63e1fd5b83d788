package org.accountimport.supplier;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds everything that is wrong with the configured suppliers, so that one start names it all. */
final class SettingsCheck {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern LOWER_CASE_DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
    private static final Pattern LOWER_CASE_ADDRESS = Pattern.compile("[^@\\sA-Z]+@[a-z0-9-]+(\\.[a-z0-9-]+)+");

    private final List<String> wrong = new ArrayList<>();

    private SettingsCheck() {}

    static List<String> of(Map<String, ImportSupplierSettings> suppliers) {
        SettingsCheck check = new SettingsCheck();
        if (suppliers.isEmpty()) {
            check.wrong.add("account-import.suppliers is empty; configure one supplier at least");
        }
        suppliers.forEach(check::supplier);
        return check.wrong;
    }

    private void supplier(String code, ImportSupplierSettings settings) {
        if (!CODE.matcher(code).matches()) {
            wrong.add("account-import.suppliers: the code " + code
                    + " must be capitals, digits and underscores, a capital first, 64 at most");
        }
        String at = "account-import.suppliers." + code + ".";
        if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(settings.defaultPhoneRegion())) {
            wrong.add(at + "default-phone-region is " + settings.defaultPhoneRegion()
                    + "; it must be a region that libphonenumber knows, such as DK");
        }
        if (!Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(settings.defaultCountry())) {
            wrong.add(at + "default-country is " + settings.defaultCountry()
                    + "; it must be an ISO 3166-1 alpha-2 code in capitals, such as DK");
        }
        each(
                at + "internal-email-domains",
                settings.internalEmailDomains(),
                isMatch(LOWER_CASE_DOMAIN),
                "a domain in lower case, such as norlys-internal.dk");
        each(
                at + "internal-email-addresses",
                settings.internalEmailAddresses(),
                isMatch(LOWER_CASE_ADDRESS),
                "an address in lower case, such as migration@norlys.dk");
        names(at + "consent-types", settings.consentTypes());
        names(at + "operations-teams", settings.operationsTeams());
        names(at + "reference-namespaces", settings.referenceNamespaces());
        names(at + "ledger-codes", settings.ledgerCodes());
        each(
                at + "unbillable-ledger-codes",
                settings.unbillableLedgerCodes(),
                settings.ledgerCodes()::contains,
                "one of ledger-codes " + settings.ledgerCodes());
        names(at + "default-sales-channel", Set.of(settings.defaultSalesChannel()));
    }

    private void names(String setting, Set<String> values) {
        each(
                setting,
                values,
                value -> !value.isEmpty() && value.equals(value.strip()),
                "a name without white space around it");
    }

    private void each(String setting, Set<String> values, Predicate<String> isRight, String right) {
        values.stream()
                .filter(isRight.negate())
                .forEach(value -> wrong.add(setting + " holds \"" + value + "\"; it must be " + right));
    }

    private static Predicate<String> isMatch(Pattern pattern) {
        return value -> pattern.matcher(value).matches();
    }
}
