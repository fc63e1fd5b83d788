package org.accountimport.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8 as in Unicode's table 3-7: nothing overlong, no surrogates, nothing beyond U+10FFFF, nothing cut off. */
final class Utf8 {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    /** The index of the first byte that begins no well-formed sequence; negative when there is none. */
    static int firstWrong(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            if (i + Long.BYTES <= bytes.length && ((long) EIGHT_BYTES.get(bytes, i) & NOT_ASCII) == 0) {
                i += Long.BYTES;
                continue;
            }
            int length = sequence(bytes, i);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** The length of the well-formed sequence that begins there; 0 when none does. */
    private static int sequence(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        if (lead >= 0xC2 && lead <= 0xDF) {
            return isBetween(bytes, at + 1, 0x80, 0xBF) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int lowest = lead == 0xE0 ? 0xA0 : 0x80;
            int highest = lead == 0xED ? 0x9F : 0xBF;
            return isBetween(bytes, at + 1, lowest, highest) && isBetween(bytes, at + 2, 0x80, 0xBF) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int lowest = lead == 0xF0 ? 0x90 : 0x80;
            int highest = lead == 0xF4 ? 0x8F : 0xBF;
            return isBetween(bytes, at + 1, lowest, highest)
                            && isBetween(bytes, at + 2, 0x80, 0xBF)
                            && isBetween(bytes, at + 3, 0x80, 0xBF)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean isBetween(byte[] bytes, int at, int lowest, int highest) {
        return at < bytes.length && (bytes[at] & 0xFF) >= lowest && (bytes[at] & 0xFF) <= highest;
    }
}
