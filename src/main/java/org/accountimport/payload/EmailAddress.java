package org.accountimport.payload;

import java.net.IDN;

/** The form of an e-mail address (rulebook section 3, {@code email}). Whether it exists is another question. */
final class EmailAddress {

    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_LABEL = 63;
    private static final String LOCAL_PUNCTUATION = "|!#$%&'*+/=?^_{}~-`";

    private EmailAddress() {}

    static boolean isWellFormed(String address) {
        int at = address.indexOf('@');
        return at >= 0 && address.indexOf('@', at + 1) < 0 && isLocalPart(address, at) && isDomain(address, at + 1);
    }

    private static boolean isLocalPart(String address, int end) {
        if (end > LONGEST_LOCAL_PART) {
            return false;
        }
        int run = 0;
        for (int i = 0; i < end; i++) {
            char c = address.charAt(i);
            if (isLetter(c) || isDigit(c) || LOCAL_PUNCTUATION.indexOf(c) >= 0) {
                run++;
            } else if (c == '.' && run > 0) {
                run = 0;
            } else {
                return false;
            }
        }
        return run > 0;
    }

    private static boolean isDomain(String address, int from) {
        for (int i = from; i < address.length(); i++) {
            if (address.charAt(i) >= 0x80) {
                return isInternationalDomain(address.substring(from));
            }
        }
        return isAsciiDomain(address, from);
    }

    private static boolean isInternationalDomain(String domain) {
        try {
            return isAsciiDomain(IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED), 0);
        } catch (IllegalArgumentException | IndexOutOfBoundsException notADomain) {
            // The second is how java.net.IDN stumbles over some label separators.
            return false;
        }
    }

    private static boolean isAsciiDomain(String text, int from) {
        if (text.length() - from > LONGEST_DOMAIN) {
            return false;
        }
        int lastDot = text.lastIndexOf('.');
        if (lastDot < from) {
            return false;
        }
        for (int label = from; label <= text.length(); ) {
            int dot = text.indexOf('.', label);
            int end = dot < 0 ? text.length() : dot;
            if (!isLabel(text, label, end)) {
                return false;
            }
            label = end + 1;
        }
        return text.length() - lastDot > 2 && !isAllDigits(text, lastDot + 1);
    }

    private static boolean isLabel(String text, int from, int to) {
        if (from == to || to - from > LONGEST_LABEL || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
