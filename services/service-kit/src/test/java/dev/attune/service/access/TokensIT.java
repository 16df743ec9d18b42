package dev.attune.service.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.AccessEvent.EndedSession;
import dev.attune.contracts.event.AccessEvent.TokensEnded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.service.testing.KitAlone;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Which tokens a service believes that does not know the accounts. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@TestProfile(KitAlone.class)
@SuppressWarnings("NullAway.Init")
class TokensIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final String account = UUID.randomUUID().toString();

    private static int status(String token) {
        return given().auth().oauth2(token).get("/test/guarded").statusCode();
    }

    private String token(Map<String, Object> claims) {
        return TestTokens.tokenOf(account, claims, "engineer");
    }

    private void say(TokensEnded event) {
        new TestBus(bootstrapServers).send(event);
    }

    @Test
    void aTokenOfAnEarlierEpochIsVoidAsSoonAsTheBusHasToldIt() {
        String before = token(Map.of());
        assertThat(status(before)).isEqualTo(200);

        say(new TokensEnded(account, 1, List.of()));

        Eventually.holds(SOON, "the token is void", () -> status(before) == 401);
        assertThat(status(token(Map.of(Claims.EPOCH, 1)))).isEqualTo(200);
        assertThat(status(TestTokens.token("engineer"))).isEqualTo(200);
    }

    @Test
    void recordsThatCannotBeReadHideNoneBehindThem() {
        String before = token(Map.of());
        TestBus bus = new TestBus(bootstrapServers);
        bus.sendRaw(Topics.ACCESS, account, "no event");
        bus.sendUnknown(Topics.ACCESS, account);

        say(new TokensEnded(account, 1, List.of()));

        Eventually.holds(SOON, "the token is void", () -> status(before) == 401);
    }

    @Test
    void aSessionThatEndedIsVoidAndNoOther() {
        String one = token(Map.of(Claims.SESSION, "one"));
        String other = token(Map.of(Claims.SESSION, "other"));
        assertThat(status(one)).isEqualTo(200);

        say(new TokensEnded(
                account, 0, List.of(new EndedSession("one", Instant.now().plusSeconds(3600)))));

        Eventually.holds(SOON, "the session has ended", () -> status(one) == 401);
        assertThat(status(other)).isEqualTo(200);
    }

    @Test
    void aGivenPasswordOpensNothingButWhatChangesIt() {
        String token = token(Map.of(Claims.GIVEN_PASSWORD, true));

        assertThat(status(token)).isEqualTo(403);
        assertThat(given().auth().oauth2(token).get("/test/guarded").<String>path("code"))
                .isEqualTo("password-change-required");
        assertThat(given().auth().oauth2(token).get("/test/password").statusCode())
                .isEqualTo(200);
        assertThat(status(token(Map.of(Claims.GIVEN_PASSWORD, false)))).isEqualTo(200);
    }

    @Test
    void aBearerTokenCountsWhateverTheCookieIs() {
        String token = token(Map.of());

        assertThat(given().auth()
                        .oauth2(token)
                        .cookie("attune", "not.a.token")
                        .get("/test/guarded")
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().cookie("attune", "not.a.token").get("/test/guarded").statusCode())
                .isEqualTo(401);
        assertThat(given().cookie("attune", token).get("/test/guarded").statusCode())
                .isEqualTo(200);
    }
}
