package org.accountimport.importprocess;

/**
 * A wave: a named cohort of one import supplier's accounts, for instance {@code NORLYS/2026-W48}.
 *
 * @param importSupplier the supplier's code
 * @param name           1 to 100 characters, none of them a control character
 */
public record WaveName(String importSupplier, String name) {

    private static final int MAX_LENGTH = 100;

    /** @throws IllegalArgumentException when the name is blank, too long or holds a control character */
    public WaveName {
        if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException("A wave's name has 1 to " + MAX_LENGTH + " characters");
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A wave's name holds no control characters");
        }
    }

    /**
     * Reads {@code SUPPLIER/NAME}.
     *
     * @throws IllegalArgumentException when the text has another form; the message says what would be right
     */
    public static WaveName parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw new IllegalArgumentException("A wave is written SUPPLIER/NAME, for instance NORLYS/2026-W48");
        }
        return new WaveName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return importSupplier + "/" + name;
    }
}
