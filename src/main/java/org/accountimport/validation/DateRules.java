package org.accountimport.validation;

import java.time.Instant;
import java.time.LocalDate;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.ConsentFields;
import org.accountimport.payload.CustomerFields;
import org.accountimport.payload.NoteFields;
import org.accountimport.payload.StatementFields;
import org.accountimport.payload.SupplyAddressFields;

/**
 * Days and instants that cannot be: rulebook sections 5.1, S26 and S27, and 5.3, S59.
 */
final class DateRules {

    private DateRules() {}

    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1880, 1, 1);

    static final Rule NOT_IN_THE_FUTURE = Rule.row(Section.CUSTOMERS, 26, "date_in_future")
            .at(Scope.CUSTOMERS, CustomerFields.DATE_OF_BIRTH)
            .at(Scope.CUSTOMER_CONSENTS, ConsentFields.SIGNED_AT)
            .at(Scope.ACCOUNT, AccountFields.DATE_OF_SALE)
            .at(Scope.CONSENTS, ConsentFields.SIGNED_AT)
            .at(Scope.NOTES, NoteFields.CREATED_AT)
            .at(Scope.STATEMENTS, StatementFields.BILL_PERIOD_TO_DATE, StatementFields.ISSUED_DATE)
            .when(
                    "in the future: `signed_at` of a consent; **ours**: `date_of_birth`, `date_of_sale`, `created_at` of a"
                            + " note, `bill_period_to_date` and `issued_date` of a statement",
                    (object, field, facts) -> {
                        Object value = object.get(field);
                        return value instanceof LocalDate date
                                ? facts.isFuture(date)
                                : value instanceof Instant instant && facts.isFuture(instant);
                    })
            .detail("{value} lies in the future");

    static final Rule BORN_SINCE_1880 = Rule.row(Section.CUSTOMERS, 27, "invalid_date_of_birth")
            .ours()
            .at(Scope.CUSTOMERS, CustomerFields.DATE_OF_BIRTH)
            .when("before 1880-01-01", (customer, facts) -> {
                LocalDate birth = customer.get(CustomerFields.DATE_OF_BIRTH);
                return birth != null && birth.isBefore(EARLIEST_BIRTH);
            })
            .detail("{value} is too long ago for a date of birth");

    static final Rule ENDS_AFTER_IT_STARTS = Rule.row(Section.ADDRESSES, 59, "start_date_later_than_end_date")
            .ours()
            .at(Scope.SUPPLY_ADDRESSES, SupplyAddressFields.CUSTOMER_AT_SUPPLY_ADDRESS_TO_DATE)
            .at(Scope.STATEMENTS, StatementFields.BILL_PERIOD_TO_DATE)
            .reads(SupplyAddressFields.CUSTOMER_AT_SUPPLY_ADDRESS_FROM_DATE, StatementFields.BILL_PERIOD_FROM_DATE)
            .when("earlier than its from-date; equal is fine", (object, field, facts) -> {
                boolean statement = field == StatementFields.BILL_PERIOD_TO_DATE;
                LocalDate from = object.get(
                        statement
                                ? StatementFields.BILL_PERIOD_FROM_DATE
                                : SupplyAddressFields.CUSTOMER_AT_SUPPLY_ADDRESS_FROM_DATE);
                LocalDate to = object.get(
                        statement
                                ? StatementFields.BILL_PERIOD_TO_DATE
                                : SupplyAddressFields.CUSTOMER_AT_SUPPLY_ADDRESS_TO_DATE);
                return from != null && to != null && to.isBefore(from);
            })
            .detail("The end lies before the start");
}
