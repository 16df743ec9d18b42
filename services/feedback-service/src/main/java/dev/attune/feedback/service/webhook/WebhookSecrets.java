package dev.attune.feedback.service.webhook;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.attune.feedback.service.secret.SealedSecrets;
import dev.attune.feedback.service.secret.UnreadableSecretException;
import dev.attune.feedback.store.webhook.WebhookStore;

/** What webhooks sign with; it leaves the database for that only, where it lies sealed. */
@ApplicationScoped
class WebhookSecrets {

    private static final Logger LOG = Logger.getLogger(WebhookSecrets.class);

    private final WebhookStore store;
    private final SealedSecrets secrets;

    WebhookSecrets(WebhookStore store, SealedSecrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    String seal(UUID webhook, String secret) {
        return secrets.seal(owner(webhook), secret);
    }

    /** @throws UnreadableSecretException when the key is not there any more */
    String open(UUID webhook, String sealed) {
        return secrets.open(owner(webhook), sealed);
    }

    /** Seals what lies open from before, and what is sealed with a key that was replaced. */
    void start(@Observes StartupEvent event) {
        QuarkusTransaction.requiringNew().run(() -> store.secrets().forEach(this::renew));
    }

    private void renew(WebhookStore.Secret kept) {
        if (secrets.isCurrent(kept.text())) {
            return;
        }
        try {
            String secret = SealedSecrets.isSealed(kept.text()) ? open(kept.webhook(), kept.text()) : kept.text();
            store.replaceSecret(kept, seal(kept.webhook(), secret));
        } catch (UnreadableSecretException e) {
            // The service does its other work without it.
            LOG.error(e.getMessage());
        }
    }

    private static String owner(UUID webhook) {
        return "webhook " + webhook;
    }
}
