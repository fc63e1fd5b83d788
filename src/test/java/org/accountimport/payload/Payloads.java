package org.accountimport.payload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Bodies for tests. */
public final class Payloads {

    static final PayloadReader READER = new PayloadReader(Map.of("NORLYS", Set.of("DATA_SHARING")));

    private Payloads() {}

    /** The founding document's example, in its envelope. */
    public static byte[] example() {
        try (InputStream in = Objects.requireNonNull(Payloads.class.getResourceAsStream("/example-payload.json"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A bare payload of the two key fields and these members. */
    static String bare(String... members) {
        return "{\"import_supplier\": \"NORLYS\", \"external_account_number\": \"E-1\""
                + (members.length == 0 ? "" : ", " + String.join(", ", members)) + "}";
    }

    static PayloadReading read(String body) {
        return READER.read(utf8(body), Framing.EITHER);
    }

    static List<String> found(String body) {
        return found(utf8(body), Framing.EITHER);
    }

    static List<String> found(byte[] body, Framing framing) {
        return READER.read(body, framing).violations().stream()
                .map(violation -> violation.attr() + " " + violation.code())
                .toList();
    }
}
