package org.accountimport.generator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import net.datafaker.Faker;

/**
 * Names, streets and towns of one country, read once: names and streets from datafaker's word lists, towns with their
 * real postcodes from {@code towns.csv}. Immutable, safe for many threads.
 *
 * @param frequentLastNames those that most people carry (in Denmark the ones on -sen); all of them where none stand out
 */
record WordLists(
        List<String> firstNames,
        List<String> lastNames,
        List<String> frequentLastNames,
        List<String> streets,
        List<Town> towns) {

    private static final Map<Country, WordLists> BY_COUNTRY = read();

    /** A postcode as its country's post writes it, and the town it belongs to. */
    record Town(String postcode, String name) {}

    static WordLists of(Country country) {
        return Objects.requireNonNull(BY_COUNTRY.get(country));
    }

    private static Map<Country, WordLists> read() {
        Map<Country, List<Town>> towns = readTowns();
        Map<Country, WordLists> lists = new EnumMap<>(Country.class);
        for (Country country : Country.values()) {
            lists.put(country, read(country, Objects.requireNonNull(towns.get(country))));
        }
        return lists;
    }

    private static WordLists read(Country country, List<Town> towns) {
        Faker faker = new Faker(Locale.forLanguageTag(country.wordListLocale()));
        List<String> firstNames = new ArrayList<>(words(faker, "name.female_first_name"));
        firstNames.addAll(words(faker, "name.male_first_name"));
        List<String> lastNames = words(faker, "name.last_name");
        List<String> frequent =
                lastNames.stream().filter(name -> name.endsWith("sen")).toList();
        return new WordLists(
                List.copyOf(firstNames),
                lastNames,
                frequent.isEmpty() ? lastNames : frequent,
                country == Country.DE ? words(faker, "address.street_root") : streets(faker),
                List.copyOf(towns));
    }

    private static List<String> streets(Faker faker) {
        List<String> streets = new ArrayList<>();
        for (String suffix : words(faker, "address.street_suffix")) {
            for (String root : words(faker, "address.street_root")) {
                streets.add(root + suffix);
            }
            for (String prefix : words(faker, "address.street_prefix")) {
                streets.add(prefix + " " + Character.toUpperCase(suffix.charAt(0)) + suffix.substring(1));
            }
        }
        return List.copyOf(streets);
    }

    private static List<String> words(Faker faker, String key) {
        List<String> words = faker.fakeValuesService().fetchObject(key, faker.getContext());
        return words.stream().map(String::strip).distinct().toList();
    }

    private static Map<Country, List<Town>> readTowns() {
        Map<Country, List<Town>> towns = new EnumMap<>(Country.class);
        try (InputStream file = WordLists.class.getResourceAsStream("towns.csv");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file, "towns.csv"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                towns.computeIfAbsent(Country.valueOf(cells[0]), country -> new ArrayList<>())
                        .add(new Town(cells[1], cells[2]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return towns;
    }
}
