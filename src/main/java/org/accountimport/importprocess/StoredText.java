package org.accountimport.importprocess;

/** Text that PostgreSQL can hold: it knows neither U+0000 nor half a surrogate pair, but hostile payloads do. */
final class StoredText {

    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    /** The same text, with a replacement character for each character that cannot be stored. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder stored = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            boolean halfAPair = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            stored.appendCodePoint(character == 0 || halfAPair ? REPLACEMENT : character);
        });
        return stored.toString();
    }
}
