package dev.attune.service.limit;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import dev.attune.service.testing.KitAlone;
import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestTokens;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Three requests a minute: each answer says how many are left, the fourth is refused, and others are not held up. */
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@TestProfile(RequestLimitIT.ThreeAMinute.class)
class RequestLimitIT {

    /** A limit that a test reaches. */
    public static class ThreeAMinute implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(new KitAlone().getConfigOverrides());
            settings.put("attune.requests.per-minute", "3");
            return settings;
        }
    }

    @Test
    void whoSendsTooMuchIsToldWhenToGoOn() {
        String token = TestTokens.token("engineer");
        for (int left = 2; left >= 0; left--) {
            Response answer = ask(token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"requests\";q=3;w=60");
            assertThat(answer.header("RateLimit")).startsWith("\"requests\";r=" + left + ";t=");
        }
        Response refused = ask(token);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("request-limit");
        assertThat(refused.header("RateLimit")).startsWith("\"requests\";r=0;t=");
        // One of three a minute is free again after twenty seconds at most.
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);

        assertThat(given().get("/test/guarded").statusCode()).isEqualTo(401);
        assertThat(given().get("/test/guarded").header("RateLimit")).isNull();
    }

    private static Response ask(String token) {
        return given().auth().oauth2(token).get("/test/guarded");
    }
}
