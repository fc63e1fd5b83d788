package org.accountimport.generator;

/** A fictitious person. The e-mail address lies in a domain that is reserved for examples and reaches nobody. */
record Person(Country country, String givenName, String familyName, String email) {

    static Person of(Country country, SeededRandom random) {
        WordLists words = WordLists.of(country);
        String givenName = random.of(words.firstNames());
        if (random.percent(15)) {
            givenName += " " + random.of(words.firstNames());
        }
        String familyName = random.of(random.percent(60) ? words.frequentLastNames() : words.lastNames());
        return new Person(country, givenName, familyName, email(givenName, familyName, random));
    }

    private static String email(String givenName, String familyName, SeededRandom random) {
        String local = ascii(givenName) + "." + ascii(familyName) + (random.percent(50) ? random.between(1, 99) : "");
        return local + "@"
                + (random.perMille(5)
                        ? "blåbærgrød.example"
                        : random.of("post.example", "fibernet.example", "example.com", "example.net", "example.org"));
    }

    private static String ascii(String name) {
        StringBuilder ascii = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char letter = Character.toLowerCase(name.charAt(i));
            switch (letter) {
                case 'æ', 'ä' -> ascii.append("ae");
                case 'ø', 'ö' -> ascii.append("oe");
                case 'å' -> ascii.append("aa");
                case 'ü' -> ascii.append("ue");
                case 'ß' -> ascii.append("ss");
                case 'é', 'è' -> ascii.append('e');
                default -> {
                    if (letter >= 'a' && letter <= 'z') {
                        ascii.append(letter);
                    }
                }
            }
        }
        return ascii.toString();
    }
}
