package dev.attune.feedback.service.webhook;

import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureTest {

    /** The example that the libraries of Standard Webhooks are tested with. */
    @Test
    void isThatOfThePublishedExample() {
        assertThat(Signature.of(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void secretsAreLongAndNeverTheSame() {
        String secret = Signature.newSecret();
        assertThat(secret).startsWith("whsec_").isNotEqualTo(Signature.newSecret());
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }

    @Test
    void theBodyHasTypeTimeAndData() {
        assertThat(WebhookBody.of("rating.given", Instant.parse("2026-01-02T03:04:05Z"), "{\"a\":1}"))
                .isEqualTo("{\"type\":\"rating.given\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"data\":{\"a\":1}}");
    }
}
