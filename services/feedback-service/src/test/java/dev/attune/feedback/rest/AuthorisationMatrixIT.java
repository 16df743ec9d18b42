package dev.attune.feedback.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;
import dev.attune.service.testing.AuthorisationTable;
import dev.attune.service.testing.AuthorisationTable.Outcome;
import dev.attune.service.testing.AuthorisationTable.Place;
import dev.attune.service.testing.AuthorisationTable.Row;

import static org.assertj.core.api.Assertions.assertThat;

/** Every route of the OpenAPI document, every role, and its own, a foreign or an open project: the table says what is allowed. */
@QuarkusTest
class AuthorisationMatrixIT extends ServiceFixture {

    private static final Map<String, String> ROLE_IN_OWN_PROJECT =
            Map.of("annotator", "ANNOTATOR", "reviewer", "ANNOTATOR", "engineer", "MANAGER", "service", "MANAGER");

    private final Map<String, String> names = new HashMap<>();

    @Test
    void listsEveryRouteOfTheDocument() {
        JsonNode document = nobody().send("GET", "/q/openapi", null, "Accept", "application/json")
                .body();
        TreeSet<String> routes = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        TreeSet<String> listed = new TreeSet<>();
        AuthorisationTable.of("feedback").forEach(row -> listed.add(row.route()));

        assertThat(routes).isEqualTo(listed);
    }

    @Test
    void letsEachRoleDoWhatItMayWhereItMay() {
        Map<Place, String> projects = projects();
        List<String> wrong = new ArrayList<>();
        for (Row row : AuthorisationTable.of("feedback")) {
            for (String caller : AuthorisationTable.CALLERS) {
                Answer answer = call(row, caller, Objects.requireNonNull(projects.get(row.place())));
                if (!fits(row.outcome(caller), answer)) {
                    wrong.add(row.route() + " (" + row.place() + ") as " + caller + " should be " + row.outcome(caller)
                            + " but is " + answer.status() + " " + answer.code());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A project of each kind, whose members are the callers where it is their own. */
    private Map<Place, String> projects() {
        Api administrator = administrator();
        for (String role : ROLE_IN_OWN_PROJECT.keySet()) {
            names.put(role, account(role));
        }
        Map<Place, String> projects = new HashMap<>();
        for (Place place : Place.values()) {
            String annotators = place == Place.OPEN ? "ALL" : "MEMBERS";
            projects.put(
                    place,
                    administrator
                            .post("/api/projects", Map.of("name", "p " + UUID.randomUUID(), "annotators", annotators))
                            .text("id"));
        }
        ROLE_IN_OWN_PROJECT.forEach((caller, role) -> assertThat(administrator
                        .send(
                                "PUT",
                                "/api/projects/" + projects.get(Place.OWN) + "/members/"
                                        + Objects.requireNonNull(names.get(caller)),
                                Map.of("role", role))
                        .status())
                .isEqualTo(204));
        return projects;
    }

    private Answer call(Row row, String caller, String project) {
        String[] parts = row.route().split(" ", -1);
        String path = parts[1].replace("{id}", project)
                .replace("{name}", "nobody-of-this-name")
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        boolean body = !parts[0].equals("GET") && !parts[0].equals("DELETE");
        return caller(caller).send(parts[0], path, body ? "{}" : null);
    }

    /** Signed in anew for each call: one of the calls signs out. */
    private Api caller(String caller) {
        return switch (caller) {
            case "nobody" -> nobody();
            case "administrator" -> administrator();
            default -> nobody().as(Objects.requireNonNull(names.get(caller)), PASSWORD);
        };
    }

    private static boolean fits(Outcome outcome, Answer answer) {
        return switch (outcome) {
            case NO -> answer.status() == 401;
            case NEVER -> answer.status() == 403;
            case HIDDEN -> answer.status() == 404 && answer.code().equals("project-unknown");
            case YES ->
                !List.of(401, 403, 405).contains(answer.status())
                        && answer.status() < 500
                        && !List.of("project-unknown", "unknown-route").contains(answer.code());
        };
    }
}
