package dev.attune.feedback.service.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.WebhookConfig;
import dev.attune.feedback.service.webhook.Destinations.Destination;
import dev.attune.feedback.store.webhook.DeliveryStore.Due;

/** Sends one delivery: follows no redirection, reads no more of the answer than its status. */
@ApplicationScoped
class WebhookSender {

    private static final int CONNECT_MILLIS = 5_000;

    private final Destinations destinations;
    private final HttpClient client;
    private final Duration timeout;

    WebhookSender(Destinations destinations, Vertx vertx, WebhookConfig config) {
        this.destinations = destinations;
        this.timeout = config.timeout();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(false)
                .setVerifyHost(true));
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
        Destination to;
        try {
            to = destinations.of(due.url());
        } catch (FeedbackException e) {
            return CompletableFuture.completedFuture(new Result(null, e.sentence()));
        }
        return post(to, due)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(timeout.toMillis() + CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .thenApply(WebhookSender::result)
                .exceptionally(failure -> new Result(null, "There was no answer: " + reason(failure) + "."));
    }

    private Future<Integer> post(Destination to, Due due) {
        String body = WebhookBody.of(due.type(), due.happenedAt(), due.payload());
        String id = "msg_" + due.id();
        long seconds = Instant.now().getEpochSecond();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(
                        SocketAddress.inetSocketAddress(to.port(), to.address().getHostAddress()))
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(to.encrypted())
                .setURI(to.path())
                .setTimeout(timeout.toMillis())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "Attune-Webhooks/1")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(seconds))
                .putHeader("webhook-signature", Signature.of(due.secret(), id, seconds, body));
        return client.request(options)
                .compose(request -> request.send(body).map(response -> status(request, response)));
    }

    private static int status(HttpClientRequest request, HttpClientResponse response) {
        request.connection().close();
        return response.statusCode();
    }

    private static Result result(int status) {
        return new Result(status, status >= 200 && status < 300 ? null : "The answer was " + status + ".");
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
