package org.accountimport.validation;

import org.accountimport.payload.AccountFields;

/**
 * What is known of a company: rulebook section 5.2, S10 and S11.
 */
final class CompanyRules {

    private CompanyRules() {}

    private static final int[] CVR_WEIGHTS = {2, 7, 6, 5, 4, 3, 2, 1};
    private static final int CVR_MODULUS = 11;

    static final Rule NONE_FOR_A_HOUSEHOLD = Rule.row(
                    Section.ACCOUNT, 10, "business_fields_provided_for_domestic_accounts")
            .at(Scope.ACCOUNT, AccountFields.BUSINESS_TYPE, AccountFields.COMPANY_NUMBER)
            .reads(AccountFields.ACCOUNT_TYPE)
            .when(
                    "domestic account, the field is given",
                    (account, field, facts) -> facts.isDomestic() && account.given(field))
            .detail("This field is for business accounts");

    static final Rule IS_A_CVR_NUMBER = Rule.row(Section.ACCOUNT, 11, "invalid_company_number")
            .at(Scope.ACCOUNT, AccountFields.COMPANY_NUMBER)
            .when(
                    "given and not a Danish CVR number: upper-case, drop a leading `DK` and all spaces; then 8 digits, the"
                            + " first not 0, and the sum of the digits times 2, 7, 6, 5, 4, 3, 2, 1 divisible by 11 (check"
                            + " digit **ours**)",
                    (account, facts) -> {
                        String number = account.get(AccountFields.COMPANY_NUMBER);
                        return number != null && !isCvrNumber(number);
                    })
            .detail("{value} is not a CVR number");

    private static boolean isCvrNumber(String number) {
        String digits = (number.regionMatches(true, 0, "DK", 0, 2) ? number.substring(2) : number).replace(" ", "");
        if (digits.length() != CVR_WEIGHTS.length || digits.charAt(0) == '0') {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < CVR_WEIGHTS.length; i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                return false;
            }
            sum += (digit - '0') * CVR_WEIGHTS[i];
        }
        return sum % CVR_MODULUS == 0;
    }
}
