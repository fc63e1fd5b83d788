package org.accountimport.payload;

import static org.accountimport.payload.Payloads.bare;
import static org.accountimport.payload.Payloads.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PayloadKeyReaderTest {

    private static final PayloadKeyReader READER = new PayloadKeyReader(Set.of("NORLYS"));

    @Test
    void findsTheKeyOfABareOrEnvelopedPayload() {
        PayloadKey key = new PayloadKey.Found("NORLYS", "E-1");
        assertThat(READER.read(utf8(bare("\"zzz\": [{}]", "\"customers\": 5")))).isEqualTo(key);
        assertThat(READER.read(utf8("{\"payload\": " + bare() + "}"))).isEqualTo(key);
        assertThat(READER.read(utf8("{\"a\": 1, \"payload\": " + bare() + "}"))).isEqualTo(key);
        assertThat(READER.read(utf8(bare().replace("E-1", "\\u00a0E-1\\t")))).isEqualTo(key);
    }

    @Test
    void refusesWithWhatTheReaderSaysOfTheTwoFields() {
        for (String body : List.of(
                "{}",
                "[]",
                "null",
                "{\"payload\": null}",
                "{\"payload\": 5}",
                bare().replace("NORLYS", "ACME"),
                bare().replace("\"NORLYS\"", "null"),
                bare().replace("\"E-1\"", "5"),
                bare().replace("E-1", " "),
                bare().replace("E-1", "E\\t1"),
                bare().replace("E-1", "x".repeat(129)),
                bare().replace("E-1", "\\u0000"),
                "{",
                "",
                bare() + "x",
                bare("\"a\": 1", "\"a\": 1"),
                bare("\"notes\": [{\"x\": {\"a\": 1, \"a\": 1}}]"),
                bare("\"zzz\": " + "[".repeat(31) + "]".repeat(31)),
                "\u0000")) {
            PayloadReading reading = Payloads.read(body);
            assertThat(READER.read(utf8(body)))
                    .as(body)
                    .isEqualTo(new PayloadKey.Refused(reading.violations().get(0), reading.parseError()));
        }
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] body = utf8(bare("\"zzz\": \"?\""));
        body[body.length - 3] = (byte) 0xC0;
        assertThat(READER.read(body))
                .isInstanceOfSatisfying(
                        PayloadKey.Refused.class,
                        refused -> assertThat(refused.detail()).contains("it is not UTF-8"));
    }

    @Test
    void tellsWhereADocumentIsBroken() {
        PayloadKey.Refused broken = (PayloadKey.Refused) READER.read(utf8("{\n x"));
        assertThat(broken.detail())
                .isEqualTo(Objects.requireNonNull(broken.parseError()).detail())
                .contains("line 2");
        PayloadKey.Refused wrong = (PayloadKey.Refused) READER.read(utf8("{}"));
        assertThat(wrong.detail()).isEqualTo("A value is needed here.");
    }
}
