package dev.attune.cli.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.platform.broker.KafkaBroker;
import dev.attune.platform.database.PostgresServer;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Secrets;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.Supervisor;
import dev.attune.platform.room.PlatformSettings;

/** Label Studio on a PostgreSQL of the same kind and settings, with as many clients, for as long. */
final class PeerRun {

    private static final String SCRIPT = "peer_label_studio.py";
    private static final String NAME = "labelstudio";
    private static final int TIMES = 10;

    private PeerRun() {}

    /** @param ours ratings a second of the same run; 0 where they were not measured */
    static PeerRow measure(PlatformSettings platform, LoadSettings settings, double ours)
            throws IOException, SQLException, InterruptedException {
        Home home = platform.home();
        home.prepare();
        PostgresServer postgres = new PostgresServer(
                home.postgres(), platform.ports().postgres(), new Secrets(home.secrets()), List.of(NAME));
        Supervisor supervisor = new Supervisor(
                List.of(postgres.prepare()),
                Map.of(KafkaBroker.NAME, CompletableFuture.completedFuture(null)),
                home.logs(),
                new PidFiles(home.run()),
                () -> {});
        supervisor.start();
        try {
            supervisor.awaitReady(platform.startTime(), _ -> {});
            try (Connection database = postgres.connectAsOwner();
                    Statement statement = database.createStatement()) {
                statement.execute("DROP DATABASE IF EXISTS " + NAME);
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            }
            String password = postgres.password(NAME);
            String address = "jdbc:postgresql://127.0.0.1:" + platform.ports().postgres() + "/" + NAME;
            try (Connection own = DriverManager.getConnection(address, NAME, password);
                    Statement statement = own.createStatement()) {
                // Roles of this server look for tables in the schema of their name alone.
                statement.execute("CREATE SCHEMA " + NAME);
            }
            JsonNode said = run(platform, settings, password);
            double theirs = said.path("perSecond").asDouble();
            double times = theirs == 0 ? 0 : ours / theirs;
            return new PeerRow(
                    "peer",
                    "at least " + TIMES + " times as many ratings a second as Label Studio takes annotations",
                    ours,
                    theirs,
                    times,
                    times >= TIMES,
                    said);
        } finally {
            supervisor.stop(PlatformSettings.START_TIME);
        }
    }

    private static JsonNode run(PlatformSettings platform, LoadSettings settings, String password)
            throws IOException, InterruptedException {
        Path folder = platform.home().directory().resolve(NAME);
        Files.createDirectories(folder);
        Path script = folder.resolve(SCRIPT);
        try (InputStream in = Objects.requireNonNull(PeerRun.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Path answer = folder.resolve("result.json");
        Process process = new ProcessBuilder(
                        Objects.requireNonNull(settings.peer()).toString(),
                        script.toString(),
                        "127.0.0.1:" + platform.ports().postgres(),
                        NAME,
                        NAME,
                        password,
                        folder.toString(),
                        "--clients",
                        String.valueOf(settings.clients()),
                        "--warm",
                        String.valueOf(settings.warmSeconds()),
                        "--seconds",
                        String.valueOf(settings.seconds()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(answer.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-peer"));
        int exit = process.waitFor();
        if (exit != 0) {
            throw ErrorCategory.INTERNAL.error("peer-failed", "The peer's script ended with exit code " + exit + ".");
        }
        return Json.MAPPER.readTree(answer.toFile());
    }
}
