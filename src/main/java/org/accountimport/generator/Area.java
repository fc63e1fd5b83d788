package org.accountimport.generator;

/**
 * Part of an account whose rules read each other's fields. An account gets one mistake an area at most: so no mistake
 * hides or changes what another one causes.
 */
enum Area {
    /** Account type, occupier, company data, communication preference. */
    KIND,
    CUSTOMERS,
    /** Who gets the bill: e-mail address and names. */
    BILLING_CONTACT,
    BILLING_ADDRESS,
    /** Billing options and the next due date. */
    BILLING_OPTIONS,
    SALE,
    CONSENTS,
    NOTES,
    /** Ledgers, transactions, transfer balance and the last billed day. */
    LEDGERS,
    STATEMENTS,
    METADATA,
    REFERENCES,
    OPERATIONS_TEAM,
    SUPPLY_ADDRESSES,
    UNKNOWN_FIELDS
}
