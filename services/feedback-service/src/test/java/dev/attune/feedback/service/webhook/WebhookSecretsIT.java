package dev.attune.feedback.service.webhook;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What lies in the database of a webhook's secret. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class WebhookSecretsIT extends ServiceFixture {

    private static final String FOREIGN = "sealed:0123456789ab:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    @Inject
    WebhookSecrets secrets;

    private Api engineer;
    private String hooks;
    private String id;
    private String secret;

    @BeforeEach
    void create() {
        engineer = someone("engineer");
        hooks = "/api/projects/" + project(engineer, 1) + "/webhooks";
        Api.Answer made = engineer.post(hooks, Map.of("url", "http://127.0.0.1:1/", "events", List.of("rating.given")));
        id = made.body().path("webhook").path("id").asText();
        secret = made.text("secret");
    }

    private String kept() {
        return queryOne("SELECT secret FROM feedback.webhook WHERE id = CAST(? AS uuid)", id);
    }

    private void keep(String text) {
        sql("UPDATE feedback.webhook SET secret = ? WHERE id = CAST(? AS uuid)", text, id);
    }

    private String opened() {
        return secrets.open(UUID.fromString(id), kept());
    }

    @Test
    void itIsSealedWhenItIsMadeAndWhenItIsRenewed() {
        assertThat(kept()).startsWith("sealed:").doesNotContain(secret);
        assertThat(opened()).isEqualTo(secret);

        String renewed = engineer.post(hooks + "/" + id + "/secret", null).text("secret");
        assertThat(kept()).startsWith("sealed:").doesNotContain(renewed);
        assertThat(opened()).isEqualTo(renewed);
    }

    @Test
    void oneThatLaidOpenIsSealedAtTheStart() {
        keep(secret);
        secrets.start(new StartupEvent());

        assertThat(kept()).startsWith("sealed:").doesNotContain(secret);
        assertThat(opened()).isEqualTo(secret);
        String once = kept();
        secrets.start(new StartupEvent());
        assertThat(kept()).isEqualTo(once);
    }

    @Test
    void oneWhoseKeyIsGoneIsLeftAndToldUntilItIsRenewed() {
        keep(FOREIGN);
        secrets.start(new StartupEvent());
        assertThat(kept()).isEqualTo(FOREIGN);

        assertThat(engineer.post(hooks + "/" + id + "/test", null).text("lastError"))
                .isEqualTo("The secret of the webhook " + id + " is encrypted with the key 0123456789ab, which"
                        + " ATTUNE_SECRETS_KEYS_FILE does not hold; put that key back, or give it another secret.");
        String renewed = engineer.post(hooks + "/" + id + "/secret", null).text("secret");
        assertThat(opened()).isEqualTo(renewed);
    }
}
