package org.accountimport.generator;

/** What sort of account it is, and how often it occurs in a retailer's book. Source: rulebook, section 5 and E1. */
enum AccountKind {
    DOMESTIC("DOMESTIC", true, false, true),
    DOMESTIC_THIRD_PARTY_BILLED("DOMESTIC_THIRD_PARTY_BILLED", true, false, true),
    BUSINESS("BUSINESS", false, false, true),
    BUSINESS_THIRD_PARTY_BILLED("BUSINESS_THIRD_PARTY_BILLED", false, false, true),
    DOMESTIC_OCCUPIER("DOMESTIC_OCCUPIER", true, true, false),
    BUSINESS_OCCUPIER("BUSINESS_OCCUPIER", false, true, false),
    /** A domestic account whose only sign is {@code unknown_occupier}. */
    UNKNOWN_OCCUPIER("DOMESTIC", true, true, false),
    DOMESTIC_VACANT("DOMESTIC_VACANT", true, false, false),
    BUSINESS_VACANT("BUSINESS_VACANT", false, false, false);

    private final String accountType;
    private final boolean domestic;
    private final boolean occupier;
    private final boolean customers;

    AccountKind(String accountType, boolean domestic, boolean occupier, boolean customers) {
        this.accountType = accountType;
        this.domestic = domestic;
        this.occupier = occupier;
        this.customers = customers;
    }

    static AccountKind any(SeededRandom random) {
        int share = random.below(1000);
        if (share < 895) {
            return DOMESTIC;
        }
        if (share < 983) {
            return BUSINESS;
        }
        return random.of(
                DOMESTIC_THIRD_PARTY_BILLED,
                BUSINESS_THIRD_PARTY_BILLED,
                DOMESTIC_OCCUPIER,
                BUSINESS_OCCUPIER,
                UNKNOWN_OCCUPIER,
                DOMESTIC_VACANT,
                BUSINESS_VACANT);
    }

    String accountType() {
        return accountType;
    }

    boolean isDomestic() {
        return domestic;
    }

    boolean isOccupier() {
        return occupier;
    }

    boolean hasCustomers() {
        return customers;
    }
}
