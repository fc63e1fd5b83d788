package org.accountimport.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of an upload, up to a number of lines and bytes; all of those are handed on before the upload is refused. */
final class LimitedUpload extends FilterInputStream {

    private final long mostLines;
    private final long mostBytes;
    private long lines;
    private long bytes;
    private boolean more;

    LimitedUpload(InputStream upload, long mostLines, long mostBytes) {
        super(upload);
        this.mostLines = mostLines;
        this.mostBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws BrokenBodyException when there is more than may be */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (lines == mostLines || bytes == mostBytes) {
            if (more || in.read() >= 0) {
                throw new BrokenBodyException(
                        ErrorKind.PAYLOAD_TOO_LARGE,
                        lines == mostLines
                                ? "one upload has at most %,d lines".formatted(mostLines)
                                : "one upload has at most %,d bytes, unpacked".formatted(mostBytes),
                        null);
            }
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, mostBytes - bytes));
        int taken = 0;
        while (taken < count && lines < mostLines) {
            if (target[offset + taken++] == '\n') {
                lines++;
            }
        }
        more = taken < count;
        bytes += taken;
        return count < 0 ? count : taken;
    }
}
