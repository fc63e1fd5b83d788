package org.accountimport.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its holder shows it: {@code ai_PREFIX_SECRET}. The prefix finds it, the secret is 256 random bits.
 *
 * @param text all of it
 */
record Secret(String prefix, String text) {

    private static final int SECRET_BYTES = 32;
    private static final int PREFIX_BYTES = 5;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("ai_([0-9a-f]{10})_[A-Za-z0-9_-]{43}");

    static Secret random() {
        byte[] prefix = new byte[PREFIX_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(prefix);
        RANDOM.nextBytes(secret);
        String shownPrefix = HexFormat.of().formatHex(prefix);
        return new Secret(
                shownPrefix,
                "ai_" + shownPrefix + "_"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** What somebody shows. What cannot be a key has a prefix that no key has, so that it is looked for all the same. */
    static Secret shown(String text) {
        Matcher matcher = FORM.matcher(text);
        return new Secret(matcher.matches() ? matcher.group(1) : "", text);
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "Secret " + prefix;
    }
}
