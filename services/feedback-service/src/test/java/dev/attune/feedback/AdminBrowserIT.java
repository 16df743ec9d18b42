package dev.attune.feedback;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.BrowserWalk;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** An administrator's walk through the page in Chromium; what it does and checks is written in admin.browser.mjs. */
@QuarkusTest
@TestProfile(AdminBrowserIT.WithWhatIsAway.class)
@SuppressWarnings("NullAway.Init")
class AdminBrowserIT extends ServiceFixture {

    /** A provider and a room at whose addresses nobody is. */
    public static final class WithWhatIsAway implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "attune.feedback.sign-in.providers.own.issuer", "http://127.0.0.1:9",
                    "attune.feedback.sign-in.providers.own.client-id", "attune",
                    "attune.feedback.sign-in.providers.own.label", "Our company",
                    "attune.feedback.rooms.inference", "http://127.0.0.1:9");
        }
    }

    @TestHTTPResource("/")
    URI address;

    @Test
    void anAdministratorMakesAccountsAndTokensAndLooksAtEverything() throws Exception {
        String administrator = account("administrator");
        nobody().as(administrator, PASSWORD);
        String name = "walked-" + UUID.randomUUID();

        BrowserWalk.run("admin.browser.mjs", address, administrator, PASSWORD, Map.of("ATTUNE_NEW_NAME", name));

        Api.Answer accounts = administrator().get("/api/accounts");
        assertThat(accounts.body()
                        .valueStream()
                        .filter(each -> each.path("name").asText().equals(name))
                        .flatMap(each -> each.path("roles").valueStream())
                        .map(role -> role.asText()))
                .containsExactly("annotator", "reviewer");
    }
}
