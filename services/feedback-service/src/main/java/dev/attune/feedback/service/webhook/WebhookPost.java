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
import io.vertx.core.net.TrustOptions;

import dev.attune.feedback.config.WebhookConfig;
import dev.attune.feedback.service.webhook.Destinations.Destination;
import dev.attune.feedback.service.webhook.WebhookSender.Result;
import dev.attune.feedback.store.webhook.DeliveryStore.Due;

/**
 * The request itself: to the address that was judged, with a certificate that must be of the host's name. It follows no redirection and
 * reads no more of the answer than its status.
 */
@ApplicationScoped
class WebhookPost {

    private static final int CONNECT_MILLIS = 5_000;

    private final HttpClient client;
    private final Duration timeout;

    WebhookPost(Vertx vertx, WebhookConfig config) {
        this.timeout = config.timeout();
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(false)
                .setVerifyHost(true);
        config.authorities()
                .map(Authorities::with)
                .ifPresent(trusted -> options.setTrustOptions(TrustOptions.wrap(trusted)));
        this.client = vertx.createHttpClient(options);
    }

    /** Begins to send; the result never fails. */
    CompletableFuture<Result> send(Destination to, Due due, String secret) {
        return post(to, due, secret)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(timeout.toMillis() + CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .thenApply(WebhookPost::result)
                .exceptionally(failure -> new Result(null, "There was no answer: " + sentence(reason(failure))));
    }

    private Future<Integer> post(Destination to, Due due, String secret) {
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
                .putHeader("webhook-signature", Signature.of(secret, id, seconds, body));
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

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /** With what lies behind it: of a certificate that is not believed, the connection itself says only that there is none. */
    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String first = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String last = deepest.getMessage();
        return last == null || first.contains(last) ? first : first + " (" + last + ")";
    }
}
