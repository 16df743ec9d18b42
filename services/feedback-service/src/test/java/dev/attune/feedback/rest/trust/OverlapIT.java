package dev.attune.feedback.rest.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

/** Few rate a pair at first, and more where doubt is left; at no moment more than it wants. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class OverlapIT extends RatedItems {

    private static final int PEOPLE = 12;
    private static final int ITEMS = 24;
    private static final int FEWEST = 2;
    private static final int MOST = 5;

    /** Two who agree are believed with about 0.87 before anything is known of raters. */
    private static final double BELIEF = 0.85;

    private static final String TOO_MANY = """
            SELECT count(*) FROM feedback.item i
            WHERE i.project_id = CAST(? AS uuid)
              AND (SELECT count(*) FROM feedback.rating r
                   WHERE r.item_id = i.id AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP')
                  > least(i.ratings_per_item, 5)
            """;

    private Api manager;
    private String project;

    @BeforeEach
    void adapt() {
        manager = someone("engineer");
        project = project(manager, 3);
        Answer set = manager.send("PUT", path("/overlap"), Map.of("fewest", FEWEST, "most", MOST, "belief", BELIEF));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
    }

    private String path(String more) {
        return "/api/projects/" + project + more;
    }

    private List<Api> people(int count) {
        List<Api> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(someone("annotator"));
        }
        return people;
    }

    private String wanted(String item) {
        return queryOne(
                "SELECT accepted || '/' || ratings_per_item || CASE WHEN unsure THEN ' unsure' ELSE '' END"
                        + " FROM feedback.item WHERE id = CAST(? AS uuid)",
                item);
    }

    private JsonNode unsure() {
        return manager.get(path("/review?kind=UNSURE")).body();
    }

    @Test
    void whoAgreesIsEnoughAndWhoDoesNotBringsOneMore() {
        item(manager, project);
        List<Api> people = people(5);
        String item = prefer(people.get(0), project, FIRST, 1);
        prefer(people.get(1), project, FIRST, 1);
        assertThat(wanted(item)).isEqualTo("2/2");
        assertThat(told(Topics.PREFERENCES, item, 1).getFirst()).isInstanceOf(PreferenceSettled.class);

        item(manager, project);
        String contested = prefer(people.get(0), project, FIRST, 1);
        prefer(people.get(1), project, SECOND, 1);
        assertThat(wanted(contested)).isEqualTo("2/3");
        prefer(people.get(2), project, FIRST, 1);
        assertThat(wanted(contested)).isEqualTo("3/4");
        prefer(people.get(3), project, SECOND, 1);
        assertThat(wanted(contested)).isEqualTo("4/5");
        assertThat(topics().events(Topics.PREFERENCES, contested)).isEmpty();
        assertThat(unsure().path("counts").path("unsure").asInt()).isZero();
        prefer(people.get(4), project, FIRST, 1);
        assertThat(wanted(contested)).isEqualTo("5/5 unsure");

        assertThat(told(Topics.PREFERENCES, contested, 1)).hasSize(1);
        assertThat(unsure().path("counts").path("unsure").asInt()).isEqualTo(1);
        assertThat(unsure().path("items").path(0).path("id").asText()).isEqualTo(contested);
        assertThat(manager.get(path("/progress")).body().path("settled").asInt())
                .isEqualTo(2);
    }

    @Test
    void whoSeesNoDifferenceIsEnough() {
        item(manager, project);
        List<Api> people = people(2);
        String item = say(people.get(0), project, "TIE");
        say(people.get(1), project, "BOTH_BAD");

        assertThat(wanted(item)).isEqualTo("2/2");
    }

    @Test
    void whatIsTakenBackIsWantedAgainAndNoMore() {
        item(manager, project);
        List<Api> people = people(4);
        String item = prefer(people.get(0), project, FIRST, 1);
        Answer lease = next(people.get(1), project);
        Answer rating = rate(people.get(1), lease, Map.of("verdict", side(lease, SECOND), "strength", 1));
        assertThat(wanted(item)).isEqualTo("2/3");

        people.get(1).delete("/api/ratings/" + rating.text("ratingId"));
        assertThat(wanted(item)).isEqualTo("1/2");
        prefer(people.get(1), project, FIRST, 1);
        assertThat(wanted(item)).isEqualTo("2/2");
        told(Topics.PREFERENCES, item, 1);

        String last = people.get(1)
                .get("/api/ratings")
                .body()
                .path("ratings")
                .path(0)
                .path("id")
                .asText();
        people.get(1).delete("/api/ratings/" + last);
        assertThat(told(Topics.PREFERENCES, item, 2).get(1)).isInstanceOf(PreferenceRetracted.class);
        assertThat(wanted(item)).isEqualTo("1/2");
    }

    @Test
    void neverMoreThanItWantsFromManyAtOnce() throws Exception {
        for (int i = 0; i < ITEMS; i++) {
            item(manager, project);
        }
        List<Api> people = people(PEOPLE);
        AtomicBoolean busy = new AtomicBoolean(true);
        AtomicInteger looks = new AtomicInteger();
        int accepted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(PEOPLE + 1)) {
            Future<Integer> worst = threads.submit(() -> {
                int most = 0;
                while (busy.get()) {
                    most = Math.max(most, Integer.parseInt(queryOne(TOO_MANY, project)));
                    looks.incrementAndGet();
                }
                return most;
            });
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                Api person = people.get(i);
                boolean contrary = i % 2 == 0;
                counts.add(threads.submit(() -> rateAll(person, contrary)));
            }
            for (Future<Integer> count : counts) {
                accepted += count.get();
            }
            busy.set(false);
            assertThat(worst.get())
                    .as("items with too many ratings, at any moment")
                    .isZero();
        }
        accepted += rateWhatCameToBeWanted(people);
        assertThat(looks.get()).isGreaterThan(5);
        assertThat(queryOne(TOO_MANY, project)).isEqualTo("0");
        assertThat(queryOne(
                        "SELECT count(*) FROM feedback.item WHERE project_id = CAST(? AS uuid) AND accepted = ratings_per_item",
                        project))
                .isEqualTo(String.valueOf(ITEMS));
        assertThat(queryOne("SELECT sum(accepted) FROM feedback.item WHERE project_id = CAST(? AS uuid)", project))
                .isEqualTo(String.valueOf(accepted));
        assertThat(queryOne(
                        "SELECT count(*) FROM feedback.item WHERE project_id = CAST(? AS uuid) AND accepted < 5",
                        project))
                .as("where people agreed early")
                .isNotEqualTo("0");
        assertThat(accepted).isBetween(ITEMS * FEWEST + 1, ITEMS * MOST);
    }

    /** Who found nothing left had gone before the last disagreements made one more rating wanted. */
    private int rateWhatCameToBeWanted(List<Api> people) {
        int accepted = 0;
        int round;
        do {
            round = 0;
            for (Api person : people) {
                round += rateAll(person, false);
            }
            accepted += round;
        } while (round > 0);
        return accepted;
    }

    private int rateAll(Api person, boolean contrary) {
        int accepted = 0;
        while (true) {
            Answer lease = next(person, project);
            if (lease.status() == 204) {
                return accepted;
            }
            String better = contrary && lease.text("itemId").hashCode() % 2 == 0 ? SECOND : FIRST;
            Answer rating = rate(person, lease, Map.of("verdict", side(lease, better), "strength", 1));
            assertThat(rating.status()).as(rating.toString()).isEqualTo(201);
            accepted++;
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(manager.send("PUT", path("/overlap"), Map.of("fewest", 3, "most", 3, "belief", 0.9))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(manager.send("PUT", path("/overlap"), Map.of("fewest", 0, "most", 3, "belief", 0.9))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(manager.send("PUT", path("/overlap"), Map.of("fewest", 2, "most", 101, "belief", 0.9))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(manager.send("PUT", path("/overlap"), Map.of("fewest", 2, "most", 3, "belief", 0.5))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(manager.send("PUT", path("/overlap"), Map.of("fewest", 2, "most", 3))
                        .code())
                .isEqualTo("missing-field");
        assertThat(someone("reviewer").get(path("/overlap")).status()).isEqualTo(403);
        assertThat(manager.delete(path("/overlap")).body().path("fewest").asInt())
                .isZero();
        item(manager, project);
        String item = prefer(someone("annotator"), project, FIRST, 1);
        assertThat(wanted(item)).isEqualTo("1/3");
    }
}
