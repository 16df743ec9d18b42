package dev.attune.feedback.rest;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Every route of the OpenAPI document against every role. A route that is not in the table fails the test. */
@QuarkusTest
class AuthorisationMatrixIT extends ServiceFixture {

    private static final Set<String> ROLES = Set.of("annotator", "reviewer", "engineer", "administrator", "service");
    private static final Set<String> STAFF = Set.of("administrator", "engineer");

    /** Who may call a route. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("POST /api/session", Set.of("everybody")),
            Map.entry("DELETE /api/session", Set.of("everybody")),
            Map.entry("GET /api/session", ROLES),
            Map.entry("POST /api/session/password", ROLES),
            Map.entry("GET /api/accounts", Set.of("administrator")),
            Map.entry("GET /api/outbox", Set.of("administrator")),
            Map.entry("POST /api/outbox/republish", Set.of("administrator")),
            Map.entry("POST /api/accounts", Set.of("administrator")),
            Map.entry("GET /api/projects", ROLES),
            Map.entry("POST /api/projects", STAFF),
            Map.entry("GET /api/projects/{id}", ROLES),
            Map.entry("GET /api/projects/{id}/progress", ROLES),
            Map.entry("POST /api/projects/{id}/prompts", STAFF),
            Map.entry("POST /api/projects/{id}/preferences", STAFF),
            Map.entry("POST /api/projects/{id}/next", Set.of("annotator")),
            Map.entry("POST /api/leases/{leaseId}/rating", Set.of("annotator")),
            Map.entry("DELETE /api/ratings/{ratingId}", Set.of("annotator")));

    private Set<String> routes() {
        JsonNode document = nobody().send("GET", "/q/openapi", null, "Accept", "application/json")
                .body();
        Set<String> routes = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return routes;
    }

    /** 401 or 403 when the caller is turned away at the door, anything else when not. */
    private static int call(Api api, String route) {
        String[] parts = route.split(" ", -1);
        String path = parts[1].replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        return api.send(parts[0], path, parts[0].equals("POST") ? "{}" : null).status();
    }

    @Test
    void listsEveryRouteOfTheDocument() {
        assertThat(routes()).isEqualTo(new TreeSet<>(ALLOWED.keySet()));
    }

    @Test
    void turnsAwayWhoeverHasNotSignedIn() {
        for (String route : routes()) {
            boolean open = ALLOWED.getOrDefault(route, Set.of()).contains("everybody");
            int status = call(nobody(), route);

            assertThat(status == 401).as(route + " answers " + status).isEqualTo(!open);
        }
    }

    @Test
    void turnsAwayEveryRoleThatIsNotListed() {
        Map<String, Api> people = new LinkedHashMap<>();
        ROLES.forEach(role -> people.put(role, someone(role)));
        for (String route : routes()) {
            Set<String> allowed = ALLOWED.getOrDefault(route, Set.of());
            people.forEach((role, api) -> {
                boolean may = allowed.contains(role) || allowed.contains("everybody");
                int status = call(api, route);

                assertThat(status == 403)
                        .as(role + " " + route + " answers " + status)
                        .isEqualTo(!may);
                assertThat(status).as(role + " " + route).isNotEqualTo(401);
            });
        }
    }
}
