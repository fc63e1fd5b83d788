package org.accountimport.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.accountimport.TestRuns;
import org.accountimport.api.ApiTest;
import org.accountimport.api.Calls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signing in to the console, what a session may and how it ends. */
@ApiTest
@Import(TestRuns.class)
class ConsoleSessionsTest {

    @LocalServerPort
    int port;

    @Autowired
    ApiKeys keys;

    @Autowired
    JdbcClient jdbc;

    private Visitor visitor = new Visitor(0);
    private String name = "";
    private String key = "";

    @BeforeEach
    void makeAKey() {
        name = "s-" + UUID.randomUUID();
        key = keys.create(name, Role.OPERATOR, List.of(), null, "test").secret();
        visitor = new Visitor(port);
    }

    private static void assertSentToSignIn(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/login");
    }

    private static String setCookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "=") && !cookie.startsWith(name + "=;"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void beginWithAKeyAndTheirPagesNameIt() {
        assertSentToSignIn(visitor.get("/console/waves"));
        HttpResponse<String> answer = visitor.signIn("  " + key + "\n");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/console/waves");
        assertThat(visitor.get("/console/waves").body()).contains(name + " (operator)", "Sign out");
    }

    @Test
    void haveCookiesThatNoScriptReadsAndNoOtherSiteSends() {
        assertThat(setCookie(visitor.get("/login"), Visitor.FORM)).contains("; HttpOnly", "; SameSite=Strict");
        assertThat(setCookie(visitor.submit("/login", "key", key), Visitor.SESSION))
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("Expires", "Max-Age", key);
    }

    @Test
    void haveANewNumberEveryTimeSomebodySignsIn() {
        visitor.setCookie(Visitor.SESSION, "A".repeat(32));
        visitor.signIn(key);
        String first = Objects.requireNonNull(visitor.cookie(Visitor.SESSION));
        assertThat(first).isNotEqualTo("A".repeat(32));

        visitor.get("/console/waves");
        visitor.submit("/login", "key", key);
        String second = Objects.requireNonNull(visitor.cookie(Visitor.SESSION));
        assertThat(second).isNotEqualTo(first);
        assertThat(visitor.isSignedIn()).isTrue();
        visitor.setCookie(Visitor.SESSION, first);
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ai_00000000a1_wrong",
                "ai_ffffffffff_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void doNotBeginWithAKeyThatDoesNotHold(String wrong) {
        HttpResponse<String> answer = visitor.signIn(wrong);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login?wrong=1");
        assertThat(visitor.cookie(Visitor.SESSION)).isNull();
        assertThat(visitor.get("/login?wrong=1").body()).contains("This key is not valid.");
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void doNotBeginWithAKeyOfWhichOnlyThePrefixIsRight() {
        String other = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");
        visitor.signIn(other);
        assertThat(visitor.isSignedIn()).isFalse();
    }

    @Test
    void endWhenSomebodySignsOut() {
        visitor.signIn(key);
        visitor.get("/console/waves");
        String session = Objects.requireNonNull(visitor.cookie(Visitor.SESSION));
        assertSentToSignIn(visitor.submit("/logout"));
        visitor.setCookie(Visitor.SESSION, session);
        assertSentToSignIn(visitor.get("/console/waves"));
    }

    @Test
    void endAtOnceWhenTheirKeyIsRevoked() {
        visitor.signIn(key);
        assertThat(visitor.isSignedIn()).isTrue();
        keys.revoke(name, "test");
        HttpResponse<String> part = visitor.get("/console/waves", "HX-Request", "true");
        assertThat(part.statusCode()).isEqualTo(401);
        assertThat(part.headers().firstValue("HX-Redirect")).hasValue("/login");
        assertSentToSignIn(visitor.get("/console/waves"));
    }

    @Test
    void endAtOnceWhenTheirKeyExpires() {
        visitor.signIn(key);
        assertThat(visitor.isSignedIn()).isTrue();
        jdbc.sql("UPDATE api_key SET expires_at = now() WHERE name = :name")
                .param("name", name)
                .update();
        assertSentToSignIn(visitor.get("/console/waves"));
        jdbc.sql("UPDATE api_key SET expires_at = NULL WHERE name = :name")
                .param("name", name)
                .update();
        assertThat(visitor.isSignedIn()).as("once ended, a session stays ended").isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "bm9uc2Vuc2U")
    void changeNothingWithoutTheTokenOfTheirForm(@Nullable String token) {
        visitor.signIn(key);
        visitor.get("/console/waves");
        visitor.setToken(token);
        HttpResponse<String> answer = visitor.submit("/logout");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("This form is out of date", "Nothing was done.");
        assertThat(visitor.isSignedIn()).isTrue();
    }

    @Test
    void changeNothingWithTheTokenOfSomebodyElsesForm() {
        Visitor other = new Visitor(port);
        other.signIn(TestKeys.CONSOLE);
        other.get("/console/waves");
        visitor.signIn(key);
        visitor.get("/console/waves");
        visitor.setToken(other.token());
        assertThat(visitor.submit("/logout").statusCode()).isEqualTo(403);
        assertThat(visitor.isSignedIn()).isTrue();
    }

    @Test
    void doNotBeginWithoutTheTokenOfTheForm() {
        visitor.get("/login");
        visitor.setToken(null);
        assertThat(visitor.submit("/login", "key", key).statusCode()).isEqualTo(403);
        assertThat(visitor.cookie(Visitor.SESSION)).isNull();
    }

    @Test
    void readTheApiButChangeNothingThroughIt() {
        visitor.signIn(key);
        assertThat(visitor.get("/v2/data-import/waves/").statusCode()).isEqualTo(200);
        HttpResponse<String> answer = visitor.post(Calls.VALIDATE, "{}");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Token");
    }

    @Test
    void areNotNeededByWhoeverShowsAKey() {
        HttpResponse<String> answer = new Calls(port, key).get("/console/waves");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith(Visitor.SESSION));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /console/schedules,            /console/schedules
            /swagger-ui.html,              /swagger-ui.html
            https://evil.example/,         /console/waves
            //evil.example/console/waves,  /console/waves
            /console//evil.example,        /console/waves
            /\\evil.example,               /console/waves
            /v2/data-import/waves/,        /console/waves
            """)
    void goOnWhereSomebodyWantedToGoButOnlyHere(String wanted, String expected) {
        visitor.get("/login");
        assertThat(visitor.submit("/login", "key", key, "to", wanted)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow()
                        .replace("http://127.0.0.1:" + port, ""))
                .isEqualTo(expected);
    }

    @Test
    void areAskedForWithThePageThatWasWanted() {
        assertThat(visitor.get("/console/schedules").headers().firstValue("Location"))
                .hasValue("/login?to=%2Fconsole%2Fschedules");
    }
}
