package org.accountimport.generator;

import java.util.List;

/**
 * What an import supplier lets its payloads hold, as far as an account is written differently for it. Repeats settings
 * of the validation on purpose: a generator that read them could not find out that they are wrong.
 *
 * <p>Source: rulebook, section 6.
 *
 * @param code the import supplier's code
 * @param domesticBillingOptions whether domestic accounts may carry billing options (S09)
 * @param consents whether consents may be sent (S29)
 * @param namesOperationsTeam whether a payload names its team (S54); if not, it must not (S55)
 * @param historicalBillingDocuments whether historical transactions carry their billing document (S52); if not, they
 *     must not (S51)
 * @param givenNamesForBusiness whether customers of business accounts need a given name (S21)
 * @param supplyAddressHistory whether a former supply address must be billed up to its end (S66)
 * @param managedAccounts whether managed accounts are allowed (S05)
 */
record SupplierConventions(
        String code,
        boolean domesticBillingOptions,
        boolean consents,
        boolean namesOperationsTeam,
        boolean historicalBillingDocuments,
        boolean givenNamesForBusiness,
        boolean supplyAddressHistory,
        boolean managedAccounts) {

    static final String ELECTRICITY_LEDGER = "DENMARK_ELECTRICITY_LEDGER";
    static final String GAS_LEDGER = "DENMARK_GAS_LEDGER";
    static final String SERVICES_LEDGER = "DENMARK_SERVICES_LEDGER";

    /** The ledger that is never billed (S40). */
    static final String ARCHIVE_LEDGER = "DENMARK_ARCHIVE_LEDGER";

    static final List<String> OPERATIONS_TEAMS = List.of("Team A", "Team B");

    static final List<String> CONSENT_TYPES =
            List.of("MARKETING_EMAIL", "MARKETING_SMS", "MARKETING_PHONE", "DATA_SHARING");

    static final String LEGACY_NUMBER_NAMESPACE = "norlys.legacy-account-number";
    static final String CRM_NAMESPACE = "norlys.crm-id";

    private static final List<SupplierConventions> KNOWN = List.of(
            new SupplierConventions("NORLYS", true, true, true, false, false, false, false),
            new SupplierConventions("NORLYS_STRICT", false, false, false, true, true, true, true));

    /**
     * The conventions of an import supplier.
     *
     * @throws IllegalArgumentException if no accounts can be generated for this supplier
     */
    static SupplierConventions of(String code) {
        return KNOWN.stream()
                .filter(known -> known.code.equals(code))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("Accounts can be generated for the import suppliers "
                        + KNOWN.stream().map(SupplierConventions::code).toList() + ", not for " + code));
    }
}
