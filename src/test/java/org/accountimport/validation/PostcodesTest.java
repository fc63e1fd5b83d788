package org.accountimport.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What postcodes are valid stands in own-cases.json, S15. */
class PostcodesTest {

    @ParameterizedTest(name = "{0} in {1} is kept as {2}")
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            9000,DK,9000
            dk-9000,DK,9000
            DK 0800,DK,0800
            21143,SE,211 43
            211 43,SE,211 43
            sw1a 1aa,GB,SW1A 1AA
            azAZ-09,GB,AZAZ-09
            3900,GL,3900
            dk-900,DK,DK-900
            2114,SE,2114
            /90:0,DK,/90:0
            """)
    void areKept(String postcode, String country, String kept) {
        assertThat(Postcodes.normalised(postcode, country)).isEqualTo(kept);
    }
}
