package dev.attune.feedback.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.ServiceFixture;
import dev.attune.feedback.testing.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits of sign-in count whom trusted proxies name, and nobody else's word. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ProxiesIT extends ServiceFixture {

    private static final int TRIES = 10;

    @TestHTTPResource("/api/session")
    URI session;

    private final String name = "someone-" + UUID.randomUUID();

    /** The status of a wrong sign-in that comes from an address of this machine. */
    private int wrong(String from, String... forwardedFor) {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(from))
                .build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(session)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"name\": \"" + name + "\", \"password\": \"wrong guess\"}"));
            for (String value : forwardedFor) {
                request.header("X-Forwarded-For", value);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aForgedHeaderBuysAStrangerNoTries() {
        for (int i = 0; i < TRIES; i++) {
            assertThat(wrong("127.0.0.7", "198.51.100." + i)).isEqualTo(401);
        }

        assertThat(wrong("127.0.0.7", "198.51.100.99")).isEqualTo(429);
        assertThat(wrong("127.0.0.7", "198.51.100.99", Stack.TRUSTED_PROXY)).isEqualTo(429);
        assertThat(wrong("127.0.0.8")).isEqualTo(401);
    }

    @Test
    void aTrustedProxyTellsCallersApart() {
        for (int i = 0; i < TRIES; i++) {
            assertThat(wrong(Stack.TRUSTED_PROXY, "198.51.100.1")).isEqualTo(401);
        }

        assertThat(wrong(Stack.TRUSTED_PROXY, "198.51.100.1")).isEqualTo(429);
        assertThat(wrong(Stack.TRUSTED_PROXY, "198.51.100.2:4711")).isEqualTo(401);
    }

    @Test
    void whatACallerWroteBeforeTheProxyDidCountsNothing() {
        for (int i = 0; i < TRIES; i++) {
            assertThat(wrong(Stack.TRUSTED_PROXY, "203.0.113." + i + ", 198.51.100.3, " + Stack.TRUSTED_PROXY))
                    .isEqualTo(401);
        }

        assertThat(wrong(Stack.TRUSTED_PROXY, "203.0.113.99, 198.51.100.3, " + Stack.TRUSTED_PROXY))
                .isEqualTo(429);
        assertThat(wrong(Stack.TRUSTED_PROXY, "203.0.113.99", "198.51.100.3")).isEqualTo(429);
    }

    @Test
    void aNetworkOfOneCustomerIsOneCaller() {
        for (int i = 0; i < TRIES; i++) {
            assertThat(wrong(Stack.TRUSTED_PROXY, "2001:db8:0:1::" + i)).isEqualTo(401);
        }

        assertThat(wrong(Stack.TRUSTED_PROXY, "[2001:db8:0:1:ffff::1]:443")).isEqualTo(429);
        assertThat(wrong(Stack.TRUSTED_PROXY, "2001:db8:0:2::1")).isEqualTo(401);
    }
}
