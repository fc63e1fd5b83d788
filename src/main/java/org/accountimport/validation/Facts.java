package org.accountimport.validation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.Field;
import org.accountimport.payload.LedgerFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.supplier.ImportSupplierSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the rules may know besides the object they look at: the supplier's settings, the clock, the file store, and the terms
 * that rulebook section 5 defines. One per validation; "now" and "today" stay the same throughout.
 */
final class Facts {

    private static final Set<String> DOMESTIC =
            Set.of("DOMESTIC", "DOMESTIC_VACANT", "DOMESTIC_OCCUPIER", "DOMESTIC_THIRD_PARTY_BILLED");
    private static final Set<String> BUSINESS =
            Set.of("BUSINESS", "BUSINESS_VACANT", "BUSINESS_OCCUPIER", "BUSINESS_THIRD_PARTY_BILLED");
    private static final Set<String> OCCUPIER = Set.of("DOMESTIC_OCCUPIER", "BUSINESS_OCCUPIER");

    /** The fields that make a legacy address when one of them is given. */
    static final Field<?>[] LEGACY_ADDRESS = {
        AccountFields.BILLING_ADDRESS1,
        AccountFields.BILLING_ADDRESS2,
        AccountFields.BILLING_ADDRESS3,
        AccountFields.BILLING_ADDRESS4,
        AccountFields.BILLING_ADDRESS5,
        AccountFields.BILLING_POSTCODE,
        AccountFields.BILLING_DELIVERY_POINT_IDENTIFIER
    };

    /** The fields that tell whether it is an occupier account. */
    static final Field<?>[] OCCUPIER_ACCOUNT = {AccountFields.UNKNOWN_OCCUPIER, AccountFields.ACCOUNT_TYPE};

    private final PayloadObject account;
    private final String supplier;
    private final ImportSupplierSettings settings;
    private final FileStore fileStore;
    private final Instant now;
    private final LocalDate today;
    private final String accountType;
    private final boolean occupier;

    Facts(PayloadObject account, String supplier, ImportSupplierSettings settings, FileStore fileStore, Instant now) {
        this.account = account;
        this.supplier = supplier;
        this.settings = settings;
        this.fileStore = fileStore;
        this.now = now;
        this.today = LocalDate.ofInstant(now, settings.timeZone());
        this.accountType = Objects.requireNonNullElse(account.get(AccountFields.ACCOUNT_TYPE), "");
        this.occupier =
                Boolean.TRUE.equals(account.get(AccountFields.UNKNOWN_OCCUPIER)) || OCCUPIER.contains(accountType);
    }

    PayloadObject account() {
        return account;
    }

    String supplier() {
        return supplier;
    }

    ImportSupplierSettings settings() {
        return settings;
    }

    LocalDate today() {
        return today;
    }

    /** Later than today; today itself is not in the future. */
    boolean isFuture(@Nullable LocalDate date) {
        return date != null && date.isAfter(today);
    }

    /** Later than now. */
    boolean isFuture(@Nullable Instant instant) {
        return instant != null && instant.isAfter(now);
    }

    boolean isAccountType(String type) {
        return accountType.equals(type);
    }

    boolean isDomestic() {
        return DOMESTIC.contains(accountType);
    }

    boolean isBusiness() {
        return BUSINESS.contains(accountType);
    }

    boolean isOccupierAccount() {
        return occupier;
    }

    boolean hasLegacyAddress() {
        for (Field<?> field : LEGACY_ADDRESS) {
            if (account.given(field)) {
                return true;
            }
        }
        return false;
    }

    /** The day a ledger's last statement was closed: its own, else the day up to which the account is billed; null when neither is known. */
    @Nullable
    LocalDate closingDate(PayloadObject ledger) {
        return ledger.present(LedgerFields.LAST_STATEMENT_CLOSING_DATE)
                ? ledger.get(LedgerFields.LAST_STATEMENT_CLOSING_DATE)
                : account.get(AccountFields.LAST_BILLED_TO_DATE);
    }

    /** Whether a ledger has no closing date. A day that failed is not known to be missing. */
    boolean hasNoClosingDate(PayloadObject ledger) {
        return !ledger.present(LedgerFields.LAST_STATEMENT_CLOSING_DATE)
                && !account.present(AccountFields.LAST_BILLED_TO_DATE);
    }

    /** Whether the file store holds this file. It is never asked for a path that is not plain and relative. */
    boolean isInFileStore(String path) {
        return DocumentPath.isPlain(path) && fileStore.exists(path);
    }
}
