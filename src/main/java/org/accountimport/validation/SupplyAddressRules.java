package org.accountimport.validation;

import java.time.LocalDate;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.SupplyAddressFields;
import org.jspecify.annotations.Nullable;

/**
 * Where energy is supplied: rulebook section 5.3, S62 to S66.
 */
final class SupplyAddressRules {

    private SupplyAddressRules() {}

    static final Rule HAS_A_LETTER = Rule.row(Section.ADDRESSES, 62, "invalid_address")
            .at(Scope.SUPPLY_ADDRESSES, SupplyAddressFields.SUPPLY_ADDRESS1)
            .when("contains no letter of any script", (address, facts) -> {
                String line = address.get(SupplyAddressFields.SUPPLY_ADDRESS1);
                return line != null && line.codePoints().noneMatch(Character::isLetter);
            })
            .detail("{value} is not an address line");

    static final Rule PROPERTY_ONCE = Rule.row(Section.ADDRESSES, 63, "duplicate_property_external_identifiers")
            .at(Scope.SUPPLY_ADDRESSES, SupplyAddressFields.PROPERTY_EXTERNAL_IDENTIFIER)
            .whenFound("the same identifier twice")
            .search(
                    Scope.ACCOUNT,
                    (account, facts, report) -> Duplicates.of(SupplyAddressFields.PROPERTY_EXTERNAL_IDENTIFIER, report)
                            .among(account.list(AccountFields.SUPPLY_ADDRESSES)))
            .detail("{value} is used twice");

    static final Rule ADDRESS_ONCE = Rule.row(Section.ADDRESSES, 64, "duplicate_supply_addresses_found")
            .at(Scope.SUPPLY_ADDRESSES, SupplyAddressFields.SUPPLY_ADDRESS1)
            .whenFound(
                    "`supply_address1`, `supply_address2` and `supply_postcode` equal an earlier one's: case ignored, white"
                            + " space collapsed, absent = blank, postcode normalised as in section 7")
            .search(
                    Scope.ACCOUNT,
                    (account, facts, report) -> Duplicates.of(SupplyAddressFields.SUPPLY_ADDRESS1, report)
                            .among(account.list(AccountFields.SUPPLY_ADDRESSES), address -> folded(address, facts)))
            .detail("This supply address occurs twice");

    static final Rule ONE_FOR_AN_UNKNOWN_OCCUPIER = Rule.row(
                    Section.ADDRESSES, 65, "occupier_account_with_multiple_supply_addresses")
            .at(Scope.ACCOUNT, AccountFields.SUPPLY_ADDRESSES)
            .reads(Facts.OCCUPIER_ACCOUNT)
            .when(
                    "an occupier account has more than one",
                    (account, facts) -> facts.isOccupierAccount()
                            && account.list(AccountFields.SUPPLY_ADDRESSES).sent() > 1)
            .detail("An unknown occupier has one supply address at most");

    static final Rule BILLED_WHEN_LEFT = Rule.row(Section.ADDRESSES, 66, "unbilled_former_supply_address")
            .at(Scope.SUPPLY_ADDRESSES, SupplyAddressFields.CUSTOMER_AT_SUPPLY_ADDRESS_TO_DATE)
            .reads(AccountFields.LAST_BILLED_TO_DATE)
            .when(
                    "setting `import_supply_address_history` on, the date is before today, and `last_billed_to_date` is absent"
                            + " or before that date",
                    (address, facts) -> {
                        LocalDate left = address.get(SupplyAddressFields.CUSTOMER_AT_SUPPLY_ADDRESS_TO_DATE);
                        LocalDate billedTo = facts.account().get(AccountFields.LAST_BILLED_TO_DATE);
                        return facts.settings().importSupplyAddressHistory()
                                && left != null
                                && left.isBefore(facts.today())
                                && (billedTo == null || billedTo.isBefore(left));
                    })
            .detail("The customer left before everything was billed");

    private record FoldedAddress(String line1, String line2, String postcode) {}

    private static @Nullable FoldedAddress folded(PayloadObject address, Facts facts) {
        String line1 = address.get(SupplyAddressFields.SUPPLY_ADDRESS1);
        String line2 = address.get(SupplyAddressFields.SUPPLY_ADDRESS2);
        String postcode = address.get(SupplyAddressFields.SUPPLY_POSTCODE);
        return line1 == null || line2 == null || postcode == null
                ? null
                : new FoldedAddress(
                        Fold.of(line1),
                        Fold.of(line2),
                        Fold.of(Postcodes.normalised(postcode, facts.settings().defaultCountry())));
    }
}
