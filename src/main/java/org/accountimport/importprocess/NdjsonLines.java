package org.accountimport.importprocess;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an NDJSON stream, one at a time, in flat memory: of a line that is too long no more than the limit is ever
 * held. Lines end with LF or CRLF; blank lines are passed over but counted, so that line numbers are those of an editor.
 */
public final class NdjsonLines {

    private static final int BUFFER_SIZE = 256 * 1024;

    private final InputStream source;
    private final int limit;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int end;
    private byte[] partial = new byte[8 * 1024];
    private int partialLength;
    private long number;

    /**
     * Reads a stream, which the caller closes.
     *
     * @param limit the longest line that is handed on, in bytes without its line end
     */
    public NdjsonLines(InputStream source, int limit) {
        this.source = source;
        this.limit = limit;
    }

    /**
     * One line that is not blank.
     *
     * @param number its place in the file, from 1
     * @param bytes  without white space around it; null when it was longer than the limit
     */
    public record Line(long number, byte @Nullable [] bytes) {}

    /** The next line that is not blank; null at the end of the stream. */
    public @Nullable Line next() throws IOException {
        while (true) {
            boolean tooLong = false;
            boolean something = false;
            partialLength = 0;
            while (true) {
                if (position == end && !fill()) {
                    break;
                }
                something = true;
                int lineEnd = indexOfLineEnd();
                int length = lineEnd - position;
                tooLong |= partialLength + length > limit + 1;
                if (!tooLong) {
                    append(length);
                }
                position = lineEnd;
                if (position < end) {
                    position++;
                    break;
                }
            }
            if (!something) {
                return null;
            }
            number++;
            if (tooLong) {
                return new Line(number, null);
            }
            byte[] line = trimmed();
            if (line.length > limit) {
                return new Line(number, null);
            }
            if (line.length > 0) {
                return new Line(number, line);
            }
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, source.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private int indexOfLineEnd() {
        for (int i = position; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return end;
    }

    private void append(int length) {
        if (partialLength + length > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(partial.length * 2, partialLength + length));
        }
        System.arraycopy(buffer, position, partial, partialLength, length);
        partialLength += length;
    }

    private byte[] trimmed() {
        int from = 0;
        int to = partialLength;
        while (from < to && isWhiteSpace(partial[from])) {
            from++;
        }
        while (to > from && isWhiteSpace(partial[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(partial, from, to);
    }

    private static boolean isWhiteSpace(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }
}
