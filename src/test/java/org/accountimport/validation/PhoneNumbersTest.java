package org.accountimport.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to be quick, the answer is libphonenumber's. */
class PhoneNumbersTest {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final String[] BEGINNINGS = {
        "",
        "",
        "+45",
        "+45",
        "+45 ",
        "0045",
        "45",
        "+46",
        "+47",
        "+49",
        "+298",
        "+299",
        "+1",
        "+4",
        "+450",
        "tel:+45",
        "+ 45",
        "(+45)",
        "++45",
        "\uFF0B45",
        "00 45"
    };
    private static final String[] REGIONS = {"DK", "DK", "DK", "SE", "DE", "US", "GL"};
    private static final String ODD = "  -()./x#,;a\u0660\uFF11+0";

    @Test
    void isTheLibrarysOnAQuarterMillionNumbersOfManyForms() {
        Random random = new Random(20261123);
        for (int i = 0; i < 250_000; i++) {
            String number = number(random);
            String region = REGIONS[random.nextInt(REGIONS.length)];
            assertThat(PhoneNumbers.isValid(number, region))
                    .as("%s in %s", number, region)
                    .isEqualTo(ask(number, region));
        }
    }

    @Test
    void isTheLibrarysForEveryFirstFourDanishDigits() {
        for (int first = 0; first < 10_000; first++) {
            String number = String.format("%04d5678", first);
            assertThat(PhoneNumbers.isValid(number, "DK")).as(number).isEqualTo(ask(number, "DK"));
            assertThat(PhoneNumbers.isValid("+45" + number, "SE")).as(number).isEqualTo(ask("+45" + number, "SE"));
        }
    }

    private static String number(Random random) {
        StringBuilder number = new StringBuilder(BEGINNINGS[random.nextInt(BEGINNINGS.length)]);
        int digits = random.nextInt(4) == 0 ? random.nextInt(14) : 8;
        for (int i = 0; i < digits; i++) {
            if (random.nextInt(6) == 0) {
                number.append(' ');
            }
            number.append((char) ('0' + random.nextInt(10)));
        }
        if (random.nextInt(5) == 0) {
            number.insert(random.nextInt(number.length() + 1), ODD.charAt(random.nextInt(ODD.length())));
        }
        return number.toString();
    }

    private static boolean ask(String number, String region) {
        try {
            return LIBRARY.isValidNumber(LIBRARY.parse(number, region));
        } catch (NumberParseException e) {
            return false;
        }
    }
}
