package org.accountimport.importprocess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonLinesTest {

    private static List<String> lines(String text, int limit) throws IOException {
        return lines(new ByteArrayInputStream(text.getBytes(UTF_8)), limit);
    }

    private static List<String> lines(InputStream source, int limit) throws IOException {
        NdjsonLines lines = new NdjsonLines(source, limit);
        List<String> found = new ArrayList<>();
        for (NdjsonLines.Line line = lines.next(); line != null; line = lines.next()) {
            byte[] bytes = line.bytes();
            found.add(line.number() + ":" + (bytes == null ? "too long" : new String(bytes, UTF_8)));
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\n", "a\nb", "a\r\nb\r\n", "  a \n\tb\t\r\n"})
    void areToldApartByTheirEnds(String text) throws IOException {
        assertThat(lines(text, 10)).containsExactly("1:a", "2:b");
    }

    @Test
    void thatAreBlankCountButAreNotHandedOn() throws IOException {
        assertThat(lines("\n\na\n  \r\n\nb\n\n", 10)).containsExactly("3:a", "6:b");
        assertThat(lines("", 10)).isEmpty();
        assertThat(lines("\n \n", 10)).isEmpty();
    }

    @Test
    void upToTheLimitAreHandedOnAndLongerOnesOnlyCounted() throws IOException {
        assertThat(lines("1234\n12345\n123456\n12\n", 5)).containsExactly("1:1234", "2:12345", "3:too long", "4:12");
        assertThat(lines("12345\r\n123456\r\n", 5)).containsExactly("1:12345", "2:too long");
    }

    @Test
    void areFoundAcrossTheReadersOwnBuffer() throws IOException {
        String longLine = "x".repeat(700_000);
        assertThat(lines(longLine + "\nb\n" + longLine + "y\n", 700_000))
                .containsExactly("1:" + longLine, "2:b", "3:too long");
    }

    @Test
    void areTheSameHoweverTheStreamArrives() throws IOException {
        byte[] bytes = "æ\nøø\n\nå".getBytes(UTF_8);
        InputStream drop = new InputStream() {
            private int next;

            @Override
            public int read() {
                return next < bytes.length ? bytes[next++] & 0xff : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (next == bytes.length) {
                    return -1;
                }
                target[offset] = bytes[next++];
                return 1;
            }
        };
        assertThat(lines(drop, 10)).containsExactly("1:æ", "2:øø", "4:å");
    }
}
