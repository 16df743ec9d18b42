package dev.attune.feedback.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.testing.TestBus;

/** The running service with people in it, and hands on its database and its bus. */
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
public abstract class ServiceFixture {

    protected static final String PASSWORD = "correct horse battery";
    protected static final String GIVEN = "given by somebody else";

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    protected String bootstrapServers;

    @ConfigProperty(name = "attune.feedback.first-administrator-file")
    protected Path firstAdministratorFile;

    @ConfigProperty(name = "attune.test.control")
    URI control;

    protected Api nobody() {
        return new Api(base, null);
    }

    /** The first administrator, who has replaced the one-time password. */
    protected Api administrator() {
        Api.Answer session = nobody().post("/api/session", Map.of("name", "admin", "password", PASSWORD));
        if (session.status() == 200) {
            return new Api(base, session.text("token"));
        }
        try {
            String oneTime = Files.readString(firstAdministratorFile).strip();
            Api first = nobody().as("admin", oneTime);
            first.post("/api/session/password", Map.of("current", oneTime, "next", PASSWORD));
            return nobody().as("admin", PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a new account with these roles, which has replaced the password that it was given. */
    protected String account(String... roles) {
        String name = "someone-" + UUID.randomUUID();
        Api.Answer made =
                administrator().post("/api/accounts", Map.of("name", name, "password", GIVEN, "roles", List.of(roles)));
        if (made.status() != 201) {
            throw new IllegalStateException("No account: " + made);
        }
        nobody().as(name, GIVEN).post("/api/session/password", Map.of("current", GIVEN, "next", PASSWORD));
        return name;
    }

    /** A new account with these roles, signed in. */
    protected Api someone(String... roles) {
        return nobody().as(account(roles), PASSWORD);
    }

    protected String project(Api engineer, int ratingsPerItem) {
        Api.Answer made = engineer.post(
                "/api/projects",
                Map.of(
                        "name",
                        "project " + UUID.randomUUID(),
                        "guidelines",
                        "be kind",
                        "ratingsPerItem",
                        ratingsPerItem));
        return made.text("id");
    }

    protected String prompt(Api engineer, String project, String text) {
        Api.Answer added = engineer.post(
                "/api/projects/" + project + "/prompts",
                Map.of("prompts", List.of(Map.of("messages", List.of(Message.user(text))))));
        return added.body().path("ids").path(0).asText();
    }

    protected static CandidatesGenerated candidates(String project, String prompt, String text, String... answers) {
        List<Candidate> all = java.util.Arrays.stream(answers)
                .map(answer -> new Candidate(
                        "candidate-" + answer + "-" + prompt,
                        answer,
                        "checkpoint-" + answer,
                        new Sampling(0.8, 1, 0, 32, 7),
                        "stop"))
                .toList();
        return new CandidatesGenerated(prompt, project, List.of(Message.user(text)), all);
    }

    protected TestBus topics() {
        return new TestBus(bootstrapServers);
    }

    /** Stops or starts a server: {@code /kafka/stop}, {@code /kafka/start}, {@code /postgres/stop}, ... */
    protected void control(String action) {
        Api.Answer answer = new Api(control, null).post(action, null);
        if (answer.status() != 204) {
            throw new IllegalStateException(action + " failed: " + answer);
        }
    }

    /** Changes the database behind the service's back. */
    protected int sql(String statement, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    protected String queryOne(String query, String value) {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(query)) {
            prepared.setString(1, value);
            try (ResultSet rows = prepared.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    protected Api.Answer progress(Api who, String project) {
        return who.get("/api/projects/" + project + "/progress");
    }
}
