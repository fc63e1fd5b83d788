package org.accountimport.generator;

/** Where fictitious people come from: Denmark, mostly, and its neighbours. */
enum Country {
    DK("da-DK"),
    SE("sv"),
    NO("nb-NO"),
    DE("de");

    private final String wordListLocale;

    Country(String wordListLocale) {
        this.wordListLocale = wordListLocale;
    }

    /** The language tag of the word lists that datafaker keeps for this country. */
    String wordListLocale() {
        return wordListLocale;
    }
}
