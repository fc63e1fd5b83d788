package org.accountimport.validation;

/** The tables of rulebook section 5: where a rule comes from. */
enum Section {
    CUSTOMERS("5.1", "Customers, contact data, consents"),
    ACCOUNT("5.2", "Account"),
    ADDRESSES("5.3", "Addresses"),
    BILLING_OPTIONS("5.4", "Billing options"),
    NOTES_AND_STATEMENTS("5.5", "Notes, documents, statements"),
    LEDGERS("5.6", "Ledgers and transactions");

    private final String number;
    private final String title;

    Section(String number, String title) {
        this.number = number;
        this.title = title;
    }

    String number() {
        return number;
    }

    String title() {
        return title;
    }
}
