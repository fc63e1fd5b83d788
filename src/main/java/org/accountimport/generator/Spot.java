package org.accountimport.generator;

import java.time.LocalDate;

/**
 * An object in an account that a mistake may be planted in, and what there is to know about it.
 *
 * @param place the object itself
 * @param account the whole payload it belongs to
 */
record Spot(
        Place place,
        Place account,
        SupplierConventions supplier,
        LocalDate today,
        SeededRandom random,
        Consequences consequences) {

    /** Far enough for the oldest birthday to lie in the future, whenever the wave is validated. */
    private static final int YEARS_AWAY = 300;

    /** The mistake breaks the structure of this object's field. */
    void breaks(String field, String code) {
        consequences.structural(place.attr(field), code);
    }

    /** The mistake breaks rule S{@code rule} at this object's field. */
    void breaks(int rule, String field, String code) {
        consequences.semantic(rule, place.attr(field), code);
    }

    String accountType() {
        return account.has("account_type") ? account.text("account_type") : AccountKind.DOMESTIC.accountType();
    }

    boolean isDomestic() {
        return accountType().startsWith("DOMESTIC");
    }

    boolean isBusiness() {
        return accountType().startsWith("BUSINESS");
    }

    boolean isOccupier() {
        return accountType().endsWith("_OCCUPIER")
                || account.object().path("unknown_occupier").asBoolean(false);
    }

    static LocalDate inTheFuture(LocalDate date) {
        return date.plusYears(YEARS_AWAY);
    }
}
