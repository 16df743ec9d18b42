package dev.attune.feedback.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

import dev.attune.service.testing.PlatformResource;
import dev.attune.service.testing.TestPlatform;

/**
 * What the service needs to run: PostgreSQL, Kafka and keys. A small HTTP interface ({@code attune.test.control})
 * stops and starts the two servers, because tests live in another class loader than this resource.
 */
public final class Stack extends PlatformResource {

    /** An address of this machine from which requests come as by a proxy that is trusted. */
    public static final String TRUSTED_PROXY = "127.0.0.9";

    private @Nullable HttpServer control;

    /** Something that may fail in any way. */
    private interface Action {
        void run() throws Exception;
    }

    @Override
    protected Map<String, String> settings(TestPlatform started) {
        try {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "attune.test.control",
                    "http://127.0.0.1:" + control(started).getAddress().getPort(),
                    "smallrye.jwt.sign.key.location",
                    started.keys().writePrivateKey(started.directory()).toString(),
                    "attune.feedback.first-administrator-file",
                    started.directory().resolve("first-administrator").toString(),
                    "attune.feedback.session.trusted-proxies",
                    "10.1.0.0/16," + TRUSTED_PROXY,
                    "attune.secrets.keys",
                    EncryptionKeys.draw(),
                    "attune.webhooks.allowed-networks",
                    "127.0.0.0/8",
                    "attune.webhooks.retries",
                    "PT0.2S,PT0.2S",
                    "attune.outbox.acknowledge-within",
                    "PT2S"));
            settings.put("attune.trust.every", "1s");
            settings.put("attune.trust.tell-every", "1s");
            settings.put("attune.standing.heartbeat", "PT1S");
            // Tests sign in thousands of times; PasswordHashesTest knows what a hash costs elsewhere.
            settings.put("attune.feedback.session.bcrypt-cost", "4");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer control(TestPlatform started) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        control = server;
        on(server, "/postgres/stop", started.database()::stop);
        on(server, "/postgres/start", started.database()::startAgain);
        on(server, "/kafka/stop", started.broker()::stop);
        on(server, "/kafka/start", started.broker()::startAgain);
        server.start();
        return server;
    }

    private static void on(HttpServer server, String path, Action action) {
        server.createContext(path, exchange -> {
            // Kafka loads its reporters by the thread's class loader, which must be that of its interfaces.
            Thread.currentThread().setContextClassLoader(Stack.class.getClassLoader());
            int status = 204;
            try {
                action.run();
            } catch (Exception e) {
                status = 500;
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    @Override
    public void stop() {
        if (control != null) {
            control.stop(0);
        }
        super.stop();
    }
}
