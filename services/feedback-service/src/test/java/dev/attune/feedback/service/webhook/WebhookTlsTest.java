package dev.attune.feedback.service.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.feedback.service.webhook.Destinations.Destination;
import dev.attune.feedback.store.webhook.DeliveryStore.Due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A real server with a certificate of an authority of its own: the address is pinned, the certificate is asked for the name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class WebhookTlsTest {

    private static final String NAME = "hooks.example.test";
    private static final String SECRET = Signature.newSecret();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Vertx vertx;
    private HttpsServer server;
    private OwnAuthority authority;

    @BeforeAll
    void listen(@TempDir Path folder) throws IOException, GeneralSecurityException {
        vertx = Vertx.vertx();
        authority = new OwnAuthority(folder);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.server("dns:" + NAME)));
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            boolean moved = exchange.getRequestURI().getPath().equals("/moved");
            if (moved) {
                exchange.getResponseHeaders().add("Location", "https://" + NAME + ":" + port() + "/hook");
            }
            exchange.sendResponseHeaders(moved ? 307 : 204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void forget() {
        asked.clear();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private WebhookSender.Result send(Optional<Path> authorities, String host, String path) {
        TestSettings settings = new TestSettings(Optional.empty(), authorities);
        Due due = new Due(
                UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "", "", "test", "{}", Instant.EPOCH, 1);
        Destination to = new Destination(InetAddress.getLoopbackAddress(), host, port(), true, path);
        return new WebhookPost(vertx, settings).send(to, due, SECRET).join();
    }

    @Test
    void aCertificateForTheNameIsBelievedAtTheAddressThatWasLookedUp() {
        assertThat(send(Optional.of(authority.certificate()), NAME, "/hook?a=b"))
                .isEqualTo(new WebhookSender.Result(204, null));
        assertThat(asked).containsExactly(NAME + ":" + port() + "/hook?a=b");
    }

    @Test
    void aCertificateForAnotherNameIsNot() {
        for (String host : List.of("other.example.test", "127.0.0.1", "example.test", "a." + NAME)) {
            WebhookSender.Result result = send(Optional.of(authority.certificate()), host, "/hook");
            assertThat(result.status()).as(host).isNull();
            assertThat(result.error())
                    .as(host)
                    .startsWith("There was no answer: ")
                    .contains(host);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void anAuthorityThatNobodyKnowsIsNotBelieved() {
        WebhookSender.Result result = send(Optional.empty(), NAME, "/hook");

        assertThat(result.status()).isNull();
        assertThat(result.error()).startsWith("There was no answer: ");
        assertThat(asked).isEmpty();
    }

    @Test
    void aRedirectionIsAFailureAndNotFollowed() {
        assertThat(send(Optional.of(authority.certificate()), NAME, "/moved"))
                .isEqualTo(new WebhookSender.Result(307, "The answer was 307."));
        assertThat(asked).containsExactly(NAME + ":" + port() + "/moved");
    }

    @Test
    void aFileWithoutCertificatesIsToldAtTheStart(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("none.pem"), "");

        assertThatThrownBy(() -> Authorities.with(empty))
                .hasMessage("ATTUNE_WEBHOOKS_AUTHORITIES names " + empty
                        + ", from which no certificates can be read: it holds none.");
        assertThatThrownBy(() -> Authorities.with(folder.resolve("nowhere")))
                .hasMessageStartingWith("ATTUNE_WEBHOOKS_AUTHORITIES names ");
    }
}
