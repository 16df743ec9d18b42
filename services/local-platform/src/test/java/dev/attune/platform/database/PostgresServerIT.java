package dev.attune.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.testing.Eventually;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Secrets;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.process.ProcessState;
import dev.attune.platform.process.ProcessStatus;
import dev.attune.platform.process.Supervisor;
import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresServerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final int port = FreePorts.take(1).getFirst();
    private Home home;
    private PostgresServer server;
    private Supervisor supervisor;

    @BeforeEach
    void start() throws InterruptedException {
        home = new Home(folder.resolve("home"));
        home.prepare();
        up();
    }

    @AfterEach
    void stop() {
        supervisor.stop(Duration.ofSeconds(10));
    }

    @Test
    void everyCommittedRowSurvivesKillingTheServerAndARestart() throws SQLException, InterruptedException {
        execute("CREATE TABLE rating (id int PRIMARY KEY)");
        execute("INSERT INTO rating SELECT generate_series(1, 500)");
        long killed = supervisor.status().getFirst().pid();
        ProcessHandle.of(killed).ifPresent(ProcessHandle::destroyForcibly);
        Eventually.get(
                PATIENCE,
                "a new server",
                () -> supervisor.status().stream()
                        .filter(status -> status.state() == ProcessState.READY && status.pid() != killed)
                        .findFirst());
        assertThat(count()).isEqualTo(500);

        supervisor.stop(Duration.ofSeconds(10));
        up();
        assertThat(count()).isEqualTo(500);
    }

    @Test
    void aLockFileWithTheNumberOfAForeignProcessDoesNotKeepItFromStarting() throws InterruptedException, IOException {
        supervisor.stop(Duration.ofSeconds(10));
        String foreign = String.valueOf(ProcessHandle.current().pid());
        Files.writeString(
                home.postgres().resolve("data/postmaster.pid"),
                foreign + "\n" + home.postgres().resolve("data") + "\n1\n1\n\n127.0.0.1\n\n");
        up();
        assertThat(supervisor.status()).extracting(ProcessStatus::restarts).containsExactly(0);
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void programsOfAnotherVersionAreReplacedAndTheDataStays() throws Exception {
        execute("CREATE TABLE rating (id int PRIMARY KEY)");
        execute("INSERT INTO rating SELECT generate_series(1, 5)");
        supervisor.stop(Duration.ofSeconds(10));
        Path programs = home.postgres().resolve("server");
        String own = Files.readString(programs.resolve("archive.sha256"));
        Files.writeString(programs.resolve("archive.sha256"), "of another version");
        Files.writeString(programs.resolve("bin/postgres"), "#!/bin/sh\nexit 1\n");
        Path left = Files.createFile(programs.resolve("lib/of-another-version.so"));
        up();
        assertThat(Files.readString(programs.resolve("archive.sha256"))).isEqualTo(own);
        assertThat(left).doesNotExist();
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void dataOfAnotherMajorVersionIsRefusedAndLeftAsItIs() throws Exception {
        execute("CREATE TABLE rating (id int PRIMARY KEY)");
        execute("INSERT INTO rating SELECT generate_series(1, 5)");
        supervisor.stop(Duration.ofSeconds(10));
        Path version = home.postgres().resolve("data/PG_VERSION");
        String own = Files.readString(version);
        for (String other : List.of("9.6\n", "16\n", "99\n", "")) {
            Files.writeString(version, other);
            assertThatThrownBy(this::up)
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("The data in " + home.postgres().resolve("data") + " is of PostgreSQL "
                            + (other.isEmpty() ? "an unknown version" : other.strip()))
                    .hasMessageContaining("but this Attune brings postgres (PostgreSQL) " + own.strip() + ".");
            assertThat(version).hasContent(other);
        }
        Files.writeString(version, own);
        up();
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void refusesAWrongPasswordAndAnotherServicesSchema() throws SQLException {
        assertThatThrownBy(() -> connect("feedback", "guessed").close())
                .hasMessageContaining("password authentication");
        execute("CREATE TABLE secret (id int)");
        try (Connection other = connect("registry", server.password("registry"));
                Statement statement = other.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM feedback.secret"))
                    .hasMessageContaining("permission denied");
        }
    }

    private void up() throws InterruptedException {
        server =
                new PostgresServer(home.postgres(), port, new Secrets(home.secrets()), List.of("feedback", "registry"));
        supervisor =
                new Supervisor(List.of(server.prepare()), Map.of(), home.logs(), new PidFiles(home.run()), () -> {});
        supervisor.start();
        supervisor.awaitReady(PATIENCE, name -> {});
    }

    private Connection connect(String role, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("feedback"), role, password);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect("feedback", server.password("feedback"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count() throws SQLException {
        try (Connection connection = connect("feedback", server.password("feedback"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM rating")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
