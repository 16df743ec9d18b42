package dev.attune.feedback.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.Bus;

/**
 * What the service needs to run: PostgreSQL, Kafka and keys. A small HTTP interface ({@code attune.test.control})
 * stops and starts the two servers, because tests live in another class loader than this resource.
 */
public final class Stack implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedBroker broker;
    private @Nullable EmbeddedDatabase database;
    private @Nullable HttpServer control;
    private @Nullable Path directory;

    /** Something that may fail in any way. */
    private interface Action {
        void run() throws Exception;
    }

    @Override
    public Map<String, String> start() {
        try {
            Path root = Files.createTempDirectory("attune-feedback-test");
            directory = root;
            EmbeddedBroker kafka = new EmbeddedBroker(root.resolve("kafka"));
            EmbeddedDatabase postgres = new EmbeddedDatabase(root.resolve("postgres"));
            broker = kafka;
            database = postgres;
            kafka.start();
            postgres.start();
            Bus.createTopics(kafka.bootstrapServers(), (short) 1);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            control = server;
            on(server, "/postgres/stop", postgres::stop);
            on(server, "/postgres/start", postgres::start);
            on(server, "/kafka/stop", kafka::stop);
            on(server, "/kafka/start", kafka::start);
            server.start();
            Map<String, String> settings = keys(root);
            settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
            settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
            settings.put(
                    "attune.test.control",
                    "http://127.0.0.1:" + server.getAddress().getPort());
            return settings;
        } catch (Exception e) {
            throw new IllegalStateException("The test stack did not start", e);
        }
    }

    private static Map<String, String> keys(Path directory) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        Path publicKey = pem(directory, "PUBLIC KEY", keys.getPublic().getEncoded());
        Path privateKey = pem(directory, "PRIVATE KEY", keys.getPrivate().getEncoded());
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.username", "postgres");
        settings.put("quarkus.datasource.password", "postgres");
        settings.put("mp.jwt.verify.publickey.location", publicKey.toString());
        settings.put("smallrye.jwt.sign.key.location", privateKey.toString());
        settings.put(
                "attune.feedback.first-administrator-file",
                directory.resolve("first-administrator").toString());
        for (String chatty : List.of("kafka", "state.change.logger", "org.apache.kafka", "io.zonky")) {
            settings.put("quarkus.log.category.\"" + chatty + "\".level", "ERROR");
        }
        settings.put("attune.feedback.outbox.acknowledge-within", "PT2S");
        return settings;
    }

    private static Path pem(Path directory, String kind, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(encoded);
        return Files.writeString(
                directory.resolve(kind.replace(' ', '-')),
                "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
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
        try {
            if (control != null) {
                control.stop(0);
            }
            if (broker != null) {
                broker.stop();
            }
            if (database != null) {
                database.stop();
            }
            if (directory != null) {
                delete(directory);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The test stack did not stop", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
