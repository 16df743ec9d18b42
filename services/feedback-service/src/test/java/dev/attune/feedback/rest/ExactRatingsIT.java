package dev.attune.feedback.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Every item gets exactly as many ratings as the project wants, however many people rate at once. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class ExactRatingsIT extends ServiceFixture {

    private static final Logger LOG = Logger.getLogger(ExactRatingsIT.class);
    private static final int PEOPLE = 16;
    private static final int ITEMS = 40;
    private static final int RATINGS_PER_ITEM = 3;

    @Inject
    Candidates candidates;

    @Test
    void acceptsExactlyTheWantedNumberFromSixteenPeopleAtOnce() throws Exception {
        acceptsExactlyTheWantedNumber(ExactRatingsIT::rateAll);
    }

    @Test
    void doesSoWhenEachOfThemHoldsTheNextItemInAdvance() throws Exception {
        acceptsExactlyTheWantedNumber(ExactRatingsIT::rateAllInAdvance);
    }

    private void acceptsExactlyTheWantedNumber(ToIntBiFunction<Api, String> rater) throws Exception {
        Api engineer = someone("engineer");
        String project = project(engineer, RATINGS_PER_ITEM);
        for (int i = 0; i < ITEMS; i++) {
            String text = "question " + i;
            String prompt = prompt(engineer, project, text);
            candidates.enter("exact-" + project + i, candidates(project, prompt, text, "yes", "no"));
        }
        List<Api> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(someone("annotator"));
        }

        long start = System.nanoTime();
        int accepted = rateUntilNothingIsLeft(people, project, rater);
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;

        LOG.infof("%d ratings by %d people in %.1f s", accepted, PEOPLE, seconds);
        assertThat(accepted).isEqualTo(ITEMS * RATINGS_PER_ITEM);
        Answer progress = progress(engineer, project);
        assertThat(progress.body().path("settled").asInt()).isEqualTo(ITEMS);
        assertThat(progress.body().path("ratings").asInt()).isEqualTo(ITEMS * RATINGS_PER_ITEM);
        List<RatingGiven> told = Eventually.get(() -> told(project), events -> events.size() >= accepted);
        assertThat(told).hasSize(accepted);
        Map<String, Long> raters = told.stream()
                .collect(Collectors.groupingBy(
                        given -> given.rating().itemId(),
                        Collectors.mapping(
                                given -> given.rating().annotator(),
                                Collectors.collectingAndThen(Collectors.toSet(), set -> (long) set.size()))));
        assertThat(raters)
                .hasSize(ITEMS)
                .allSatisfy((item, annotators) -> assertThat(annotators).isEqualTo(RATINGS_PER_ITEM));
    }

    private List<RatingGiven> told(String project) {
        return topics().events(Topics.FEEDBACK).stream()
                .map(ReceivedEvent::event)
                .filter(RatingGiven.class::isInstance)
                .map(RatingGiven.class::cast)
                .filter(given -> given.rating().projectId().equals(project))
                .toList();
    }

    private static int rateUntilNothingIsLeft(List<Api> people, String project, ToIntBiFunction<Api, String> rater)
            throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(people.size())) {
            List<Future<Integer>> counts = people.stream()
                    .map(person -> threads.submit(() -> rater.applyAsInt(person, project)))
                    .toList();
            int accepted = 0;
            for (Future<Integer> count : counts) {
                accepted += count.get();
            }
            return accepted;
        }
    }

    private static int rateAll(Api person, String project) {
        int accepted = 0;
        while (true) {
            Answer assignment = person.post("/api/projects/" + project + "/next", null);
            if (assignment.status() == 204) {
                return accepted;
            }
            rate(person, assignment);
            accepted++;
        }
    }

    /** As the page does: the item that comes next is there before the one on the desk is rated. */
    private static int rateAllInAdvance(Api person, String project) {
        String next = "/api/projects/" + project + "/next";
        int accepted = 0;
        Answer onTheDesk = person.post(next, null);
        while (onTheDesk.status() != 204) {
            Answer ahead = person.post(next + "?ahead=" + onTheDesk.text("leaseId"), null);
            rate(person, onTheDesk);
            accepted++;
            onTheDesk = ahead.status() == 204 ? person.post(next, null) : ahead;
        }
        return accepted;
    }

    private static void rate(Api person, Answer assignment) {
        Answer rating = person.postOnce(
                "/api/leases/" + assignment.text("leaseId") + "/rating", Map.of("verdict", "LEFT", "strength", 1));
        if (rating.status() != 201) {
            throw new AssertionError("A rating under a live lease was refused: " + rating);
        }
    }
}
