package org.accountimport.generator;

/**
 * A fictitious address in a real town.
 *
 * @param floor floor and door, as in {@code 2. tv}; empty for a house
 */
record StreetAddress(Country country, String street, String houseNumber, String floor, String postcode, String town) {

    static StreetAddress in(Country country, SeededRandom random) {
        WordLists words = WordLists.of(country);
        WordLists.Town town = random.of(words.towns());
        String letter = random.percent(12) ? String.valueOf((char) ('A' + random.below(5))) : "";
        String floor = country == Country.DK && random.percent(30)
                ? random.of("st", "1", "2", "3", "4") + ". " + random.of("tv", "th", "mf")
                : "";
        return new StreetAddress(
                country,
                random.of(words.streets()),
                random.between(1, 180) + letter,
                floor,
                town.postcode(),
                town.name());
    }

    /** Street, house number, floor and door in one line. */
    String line() {
        return floor.isEmpty() ? street + " " + houseNumber : street + " " + houseNumber + ", " + floor;
    }

    /** The postcode as the payloads of the old systems write it: some put the country in front. */
    String postcodeAsWritten(SeededRandom random) {
        return country == Country.DK && random.percent(4) ? "DK-" + postcode : postcode;
    }
}
