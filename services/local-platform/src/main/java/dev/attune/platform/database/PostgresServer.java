package dev.attune.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.home.Secrets;
import dev.attune.platform.process.ProcessSpec;

/**
 * PostgreSQL as a child process on data that outlives it: loopback only, every connection by password (SCRAM), one
 * role and one schema per service.
 */
public final class PostgresServer {

    /** The supervisor's name for it. */
    public static final String NAME = "postgres";

    private static final String SUPERUSER = "attune";
    private static final String DATABASE = "postgres";
    private static final int TIMEOUT_SECONDS = 5;
    private static final String WELL = "00000";
    /** The class of SQL states. */
    private static final String NO_CONNECTION = "08";

    private final Path data;
    private final Path directory;
    private final int port;
    private final Secrets secrets;
    private final List<String> schemas;
    private volatile boolean provisioned;

    /**
     * @param directory holds the unpacked programs and the data
     * @param schemas each gets a role of the same name that owns it
     */
    public PostgresServer(Path directory, int port, Secrets secrets, List<String> schemas) {
        this.directory = directory.toAbsolutePath();
        this.data = this.directory.resolve("data");
        this.port = port;
        this.secrets = secrets;
        this.schemas = List.copyOf(schemas);
    }

    /** Unpacks the programs and makes the data folder, once; then describes the process. */
    public ProcessSpec prepare() {
        Path server = PostgresBinaries.unpackInto(directory);
        List<String> prefix = UnprivilegedUser.prefix();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(server, prefix);
        }
        requireSameMajor(server);
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(server.resolve("bin/postgres").toString(), "-D", data.toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // SIGINT is PostgreSQL's fast shutdown: it ends sessions instead of waiting for them.
        return new ProcessSpec(
                NAME,
                command,
                data.toString(),
                Map.of(),
                port,
                List.of(),
                this::provisioned,
                ProcessSpec.Liveness.of(this::answers),
                "INT",
                () -> LeftoverPostgres.clear(data));
    }

    /** JDBC address with the schema as its search path. */
    public String jdbcUrl(String schema) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?currentSchema=" + schema;
    }

    /** Password of a service's role. */
    public String password(String schema) {
        return secrets.password("postgres-" + schema);
    }

    /** PostgreSQL reads no other major version's data. */
    private void requireSameMajor(Path server) {
        try {
            String ofData = Files.readString(data.resolve("PG_VERSION")).strip();
            Process asked = new ProcessBuilder(server.resolve("bin/postgres").toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (ofData.isEmpty() || !said.matches(".*\\) " + Pattern.quote(ofData) + "[.a-z].*")) {
                throw ErrorCategory.CALLER.error(
                        "postgres-other-version",
                        "The data in " + data + " is of PostgreSQL "
                                + (ofData.isEmpty() ? "an unknown version" : ofData) + ", but this Attune brings "
                                + said
                                + "; start it once with the Attune that made it and take the data along with pg_dump.");
            }
        } catch (IOException e) {
            throw notInitialised("its version cannot be read: " + e.getMessage(), e);
        }
    }

    /** A connection of the one who owns the database; the caller closes it. */
    public Connection connectAsOwner() throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?loginTimeout=5&connectTimeout=2";
        return DriverManager.getConnection(url, SUPERUSER, secrets.password("postgres-" + SUPERUSER));
    }

    /** Made beside its final place and moved there, so that a crash in between leaves nothing half made. */
    private void initialise(Path server, List<String> prefix) {
        Path fresh = directory.resolve("data.new");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                server.resolve("bin/initdb").toString(),
                "-D",
                fresh.toString(),
                "-U",
                SUPERUSER,
                "--pwfile",
                secrets.passwordFile("postgres-" + SUPERUSER).toString(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions"));
        try {
            Directories.delete(fresh);
            Path log = directory.resolve("initdb.log");
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw notInitialised(Files.readString(log).strip(), null);
            }
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw notInitialised(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while PostgreSQL's data folder was made", e);
        }
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", String.valueOf(port)),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", "60"),
                Map.entry("shared_buffers", "64MB"),
                Map.entry("max_worker_processes", "4"),
                Map.entry("jit", "off"),
                Map.entry("logging_collector", "off"),
                Map.entry("log_line_prefix", "%m [%p] "));
    }

    /** Once that was done, whether it takes connections. */
    private boolean provisioned() {
        provisioned = provisioned ? asked().equals(WELL) : provision();
        return provisioned;
    }

    /** Also a refusal is an answer: of too many connections, or while it recovers. */
    private boolean answers() {
        String state = asked();
        return !state.startsWith(NO_CONNECTION) && !state.equals("null");
    }

    /** The SQL state of a connection. */
    private String asked() {
        try (Connection connection =
                DriverManager.getConnection(url(), SUPERUSER, secrets.password("postgres-" + SUPERUSER))) {
            return connection.isValid(TIMEOUT_SECONDS) ? WELL : NO_CONNECTION;
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?loginTimeout=" + TIMEOUT_SECONDS
                + "&connectTimeout=2&socketTimeout=" + TIMEOUT_SECONDS;
    }

    /** Ready means: it answers, and each service's role and schema exist. */
    private boolean provision() {
        try (Connection connection =
                        DriverManager.getConnection(url(), SUPERUSER, secrets.password("postgres-" + SUPERUSER));
                Statement statement = connection.createStatement()) {
            for (String schema : schemas) {
                ensureSchema(statement, schema);
            }
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Names are this code's own constants and passwords hexadecimal, so nothing needs quoting. */
    private void ensureSchema(Statement statement, String schema) throws SQLException {
        boolean exists;
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + schema + "'")) {
            exists = found.next();
        }
        statement.execute(
                (exists ? "ALTER ROLE " : "CREATE ROLE ") + schema + " LOGIN PASSWORD '" + password(schema) + "'");
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + schema);
        statement.execute("ALTER ROLE " + schema + " SET search_path = " + schema);
    }

    private AttuneException notInitialised(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return ErrorCategory.RESOURCES.error(
                "postgres-not-initialised", "PostgreSQL's data folder " + data + " could not be made: " + why, cause);
    }
}
