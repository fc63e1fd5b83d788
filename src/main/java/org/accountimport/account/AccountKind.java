package org.accountimport.account;

import org.accountimport.payload.AccountFields;
import org.accountimport.payload.PayloadObject;
import org.jspecify.annotations.Nullable;

/** What kind of account a payload describes. Source: rulebook, section 5, "Terms". */
record AccountKind(boolean isBusiness, boolean isOccupier) {

    static AccountKind of(PayloadObject payload) {
        String type = payload.get(AccountFields.ACCOUNT_TYPE);
        boolean unknownOccupier = Boolean.TRUE.equals(payload.get(AccountFields.UNKNOWN_OCCUPIER));
        return new AccountKind(isBusiness(type), unknownOccupier || isOccupier(type));
    }

    private static boolean isBusiness(@Nullable String type) {
        return "BUSINESS".equals(type)
                || "BUSINESS_VACANT".equals(type)
                || "BUSINESS_OCCUPIER".equals(type)
                || "BUSINESS_THIRD_PARTY_BILLED".equals(type);
    }

    private static boolean isOccupier(@Nullable String type) {
        return "DOMESTIC_OCCUPIER".equals(type) || "BUSINESS_OCCUPIER".equals(type);
    }
}
