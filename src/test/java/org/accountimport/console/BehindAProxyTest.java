package org.accountimport.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.accountimport.api.Calls;
import org.accountimport.database.WithTestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** The console behind something that speaks TLS, set up as docs/operations.md says. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"server.forward-headers-strategy=native", "account-import.console.host-names=import.example.org"})
@WithTestDatabase
@DirtiesContext
class BehindAProxyTest {

    private static final String[] FORWARDED = {
        "X-Forwarded-Proto", "https", "X-Forwarded-Host", "import.example.org", "X-Forwarded-For", "192.0.2.7"
    };

    @LocalServerPort
    int port;

    private HttpResponse<String> signIn(String... headers) {
        return new Calls(port, null)
                .post(
                        "/login",
                        new byte[0],
                        Stream.concat(
                                        Stream.of(
                                                "Content-Type",
                                                "application/x-www-form-urlencoded",
                                                "Origin",
                                                "https://import.example.org",
                                                "Sec-Fetch-Site",
                                                "same-origin"),
                                        Stream.of(headers))
                                .toArray(String[]::new));
    }

    @Test
    void cookiesGoOverTlsOnly() {
        HttpResponse<String> answer = new Calls(port, null).get("/login", FORWARDED);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
    }

    @Test
    void formsOfItsOwnPagesAreItsOwn() {
        HttpResponse<String> answer = signIn(FORWARDED);
        assertThat(answer.body()).as("past the gate, but without a token").contains("This form is out of date");
        assertThat(signIn("X-Forwarded-Host", "import.example.org").body())
                .as("by http, says the proxy")
                .contains("did not come from a page of the console");
    }

    @Test
    void otherNamesAreNotAnswered() {
        assertThat(new Calls(port, null).get("/login").statusCode()).isEqualTo(421);
    }
}
