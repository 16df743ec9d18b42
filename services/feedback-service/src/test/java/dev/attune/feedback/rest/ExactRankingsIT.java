package dev.attune.feedback.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.FeedbackEvent.RankingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Every item gets exactly as many rankings as the project wants, though people rank at once and take rankings back. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ExactRankingsIT extends ServiceFixture {

    private static final int PEOPLE = 10;
    private static final int ITEMS = 12;
    private static final int RATINGS_PER_ITEM = 3;
    private static final int PAIRS = 6;

    @Inject
    Candidates candidates;

    /** What one person did. */
    private record Done(int ranked, int takenBack) {}

    @Test
    void acceptsExactlyTheWantedNumberThoughSomeAreTakenBack() throws Exception {
        Api engineer = someone("engineer");
        String project = engineer.post(
                        "/api/projects",
                        Map.of(
                                "name",
                                "exact " + UUID.randomUUID(),
                                "ratingsPerItem",
                                RATINGS_PER_ITEM,
                                "form",
                                Map.of("task", "RANK", "answers", 4)))
                .text("id");
        for (int i = 0; i < ITEMS; i++) {
            String text = "question " + i;
            String prompt = prompt(engineer, project, text);
            candidates.enter("ranked-" + project + i, candidates(project, prompt, text, "a", "b", "c", "d"));
        }
        List<Api> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(someone("annotator"));
        }

        List<Done> done = rankAll(people, project);

        int ranked = done.stream().mapToInt(Done::ranked).sum();
        int takenBack = done.stream().mapToInt(Done::takenBack).sum();
        assertThat(takenBack).isPositive();
        assertThat(ranked - takenBack).isEqualTo(ITEMS * RATINGS_PER_ITEM);
        assertThat(progress(engineer, project).body().path("settled").asInt()).isEqualTo(ITEMS);
        assertThat(events(Topics.FEEDBACK, project, RankingGiven.class, ranked)).hasSize(ranked);
        assertThat(events(Topics.FEEDBACK, "withdrawn by", RatingWithdrawn.class, takenBack))
                .hasSizeGreaterThanOrEqualTo(takenBack);
        Map<String, List<PreferenceSettled>> byItem = Eventually.get(
                () -> latest(project).values().stream()
                        .collect(Collectors.groupingBy(one -> one.itemId().replaceAll("/.*", ""))),
                items -> items.size() == ITEMS && items.values().stream().allMatch(pairs -> pairs.size() == PAIRS));
        assertThat(byItem).hasSize(ITEMS).allSatisfy((item, pairs) -> {
            assertThat(pairs)
                    .hasSize(PAIRS)
                    .allSatisfy(pair -> assertThat(pair.ratings()).isEqualTo(RATINGS_PER_ITEM));
            assertThat(pairs.stream().mapToDouble(PreferenceSettled::weight).sum())
                    .isCloseTo(1, within(1e-9));
        });
    }

    /** What a reader of the compacted topic would have. */
    private Map<String, PreferenceSettled> latest(String project) {
        Map<String, PreferenceSettled> latest = new java.util.TreeMap<>();
        for (ReceivedEvent received : topics().events(Topics.PREFERENCES)) {
            if (received.event() instanceof PreferenceSettled settled
                    && settled.projectId().equals(project)) {
                latest.put(settled.itemId(), settled);
            } else if (received.event() instanceof PreferenceRetracted retracted) {
                latest.remove(retracted.itemId());
            }
        }
        return latest;
    }

    private <T extends Event> List<T> events(String topic, String holding, Class<T> type, int atLeast) {
        return Eventually.get(
                () -> topics().events(topic).stream()
                        .map(ReceivedEvent::event)
                        .filter(type::isInstance)
                        .map(type::cast)
                        .filter(event -> event.toString().contains(holding))
                        .toList(),
                events -> events.size() >= atLeast);
    }

    private static List<Done> rankAll(List<Api> people, String project) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(people.size())) {
            List<Future<Done>> all = new ArrayList<>();
            for (int i = 0; i < people.size(); i++) {
                Api person = people.get(i);
                Random random = new Random(i);
                all.add(threads.submit(() -> rankUntilNothingIsLeft(person, project, random)));
            }
            List<Done> done = new ArrayList<>();
            for (Future<Done> one : all) {
                done.add(one.get());
            }
            return done;
        }
    }

    /** Takes every fifth ranking back and gives it again: the item may be with somebody else by then. */
    private static Done rankUntilNothingIsLeft(Api person, String project, Random random) {
        int ranked = 0;
        int takenBack = 0;
        while (true) {
            Answer assignment = person.post("/api/projects/" + project + "/next", null);
            if (assignment.status() == 204) {
                return new Done(ranked, takenBack);
            }
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
            Collections.shuffle(order, random);
            Answer rating = person.postOnce(
                    "/api/leases/" + assignment.text("leaseId") + "/rating",
                    Map.of("ranking", order.stream().map(List::of).toList()));
            if (rating.status() != 201) {
                throw new AssertionError("A ranking under a live lease was refused: " + rating);
            }
            ranked++;
            if (ranked % 5 == 0) {
                Answer gone = person.delete("/api/ratings/" + rating.text("ratingId"));
                if (gone.status() != 204) {
                    throw new AssertionError("A fresh ranking was not taken back: " + gone);
                }
                takenBack++;
            }
        }
    }
}
