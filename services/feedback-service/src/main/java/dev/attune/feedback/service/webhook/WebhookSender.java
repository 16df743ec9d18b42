package dev.attune.feedback.service.webhook;

import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.service.secret.UnreadableSecretException;
import dev.attune.feedback.store.webhook.DeliveryStore.Due;

/** Sends one delivery: where its address leads now, signed with its webhook's secret. */
@ApplicationScoped
class WebhookSender {

    private final Destinations destinations;
    private final WebhookSecrets secrets;
    private final WebhookPost post;

    WebhookSender(Destinations destinations, WebhookSecrets secrets, WebhookPost post) {
        this.destinations = destinations;
        this.secrets = secrets;
        this.post = post;
    }

    /**
     * What came of an attempt.
     *
     * @param status absent when there was no answer
     * @param error as a sentence; absent when it was delivered
     */
    record Result(@Nullable Integer status, @Nullable String error) {}

    /** Begins to send; the result never fails. */
    CompletableFuture<Result> send(Due due) {
        try {
            return post.send(destinations.of(due.url()), due, secrets.open(due.webhook(), due.sealedSecret()));
        } catch (FeedbackException e) {
            return CompletableFuture.completedFuture(new Result(null, e.sentence()));
        } catch (UnreadableSecretException e) {
            return CompletableFuture.completedFuture(new Result(null, e.getMessage()));
        }
    }
}
