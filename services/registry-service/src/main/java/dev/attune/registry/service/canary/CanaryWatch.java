package dev.attune.registry.service.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.scheduler.Scheduled;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.ExchangeEvent.Assignment;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.ExchangeEvent.Finish;
import dev.attune.contracts.event.FeedbackEvent.LiveFeedbackGiven;
import dev.attune.judgement.canary.Arm;
import dev.attune.judgement.canary.Guardrail;
import dev.attune.registry.canary.CanarySettings;
import dev.attune.registry.store.ConsumedEvents;
import dev.attune.registry.store.PromotionStore;
import dev.attune.registry.store.canary.CanaryPeople;
import dev.attune.registry.store.canary.CanaryPeople.Exchange;
import dev.attune.registry.store.canary.CanaryPeople.Person;
import dev.attune.registry.store.canary.CanaryPeople.Score;
import dev.attune.registry.store.canary.CanaryStore;
import dev.attune.registry.store.canary.CanaryStore.Row;

/** Takes in what canaries answered and what people said of it, once per event id, and decides after each score. */
@ApplicationScoped
public class CanaryWatch {

    private final ConsumedEvents consumed;
    private final CanaryStore canaries;
    private final CanaryPeople people;
    private final CanaryDecisions decisions;
    private final PromotionStore locks;

    CanaryWatch(
            ConsumedEvents consumed,
            CanaryStore canaries,
            CanaryPeople people,
            CanaryDecisions decisions,
            PromotionStore locks) {
        this.consumed = consumed;
        this.canaries = canaries;
        this.people = people;
        this.decisions = decisions;
        this.locks = locks;
    }

    /** Applies the event in one transaction; what belongs to no canary that runs changes nothing. */
    @Transactional
    public void apply(ReceivedEvent received) {
        if (received.event() instanceof ExchangeEnded exchange) {
            Optional.ofNullable(exchange.assignment())
                    .ifPresent(assignment ->
                            running(received, assignment).ifPresent(canary -> exchanged(canary, exchange, assignment)));
        } else if (received.event() instanceof LiveFeedbackGiven feedback) {
            Optional.ofNullable(feedback.assignment())
                    .ifPresent(assignment ->
                            running(received, assignment).ifPresent(canary -> voted(canary, feedback, assignment)));
        }
    }

    /** What is over is over: also when nobody says anything any more. */
    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    public void lookAtTheClock() {
        for (Row canary : canaries.running()) {
            locks.lock(canary.channel());
            canaries.find(canary.canaryId()).filter(row -> row.end() == null).ifPresent(decisions::decide);
        }
    }

    private Optional<Row> running(ReceivedEvent received, Assignment assignment) {
        Optional<Row> known = canaries.find(assignment.canaryId()).filter(row -> row.end() == null);
        if (known.isEmpty() || !consumed.firstTime(received)) {
            return Optional.empty();
        }
        locks.lock(known.get().channel());
        // It may have ended while this waited for the lock.
        return canaries.find(assignment.canaryId()).filter(row -> row.end() == null);
    }

    private void exchanged(Row canary, ExchangeEnded exchange, Assignment assignment) {
        Optional<Person> met = met(canary, exchange.subject(), assignment);
        boolean failed = exchange.finish() == Finish.FAILED;
        if (assignment.arm() == dev.attune.contracts.event.ExchangeEvent.Arm.CANARY
                && exchange.finish() != Finish.ABANDONED) {
            canaries.failed(canary.canaryId(), failed);
        }
        int window = CanarySettings.number(canary.settings().exchangesEach());
        Optional<Exchange> one = measured(canary, exchange);
        if (met.isPresent() && one.isPresent() && met.get().exchanges() < window) {
            people.exchanged(canary.canaryId(), exchange.subject(), one.get());
            people.find(canary.canaryId(), exchange.subject())
                    .filter(person -> person.exchanges() == window)
                    .ifPresent(person ->
                            scores(person, canary.share()).forEach(score -> people.score(canary.canaryId(), score)));
        }
        decide(canary);
    }

    /** Nothing of an exchange that the caller left before it was slow: it says nothing about the answer. */
    private static Optional<Exchange> measured(Row canary, ExchangeEnded exchange) {
        CanarySettings.Guardrails limits = canary.settings().limits();
        boolean slow = exchange.latencyMillis() > CanarySettings.number(limits.slowMillis());
        boolean answered = exchange.finish() == Finish.STOP || exchange.finish() == Finish.LENGTH;
        if (exchange.finish() == Finish.ABANDONED && !slow) {
            return Optional.empty();
        }
        double full = CanarySettings.number(limits.fullTokens());
        return Optional.of(new Exchange(
                exchange.finish() == Finish.FAILED,
                answered,
                answered && exchange.blank(),
                slow,
                answered ? Math.min(1, exchange.completionTokens() / full) : 0));
    }

    private static List<Score> scores(Person person, double share) {
        double all = person.exchanges();
        List<Score> scores = new ArrayList<>();
        scores.add(new Score(Guardrail.ERRORS.name(), person.arm(), person.failed() / all, share));
        scores.add(new Score(Guardrail.SLOW.name(), person.arm(), person.slow() / all, share));
        if (person.answered() > 0) {
            double answers = person.answered();
            scores.add(new Score(Guardrail.EMPTY.name(), person.arm(), person.blank() / answers, share));
            scores.add(new Score(Guardrail.LONGER.name(), person.arm(), person.length() / answers, share));
            scores.add(new Score(Guardrail.SHORTER.name(), person.arm(), person.length() / answers, share));
        }
        return scores;
    }

    private void voted(Row canary, LiveFeedbackGiven feedback, Assignment assignment) {
        Optional<Person> undecided = met(canary, feedback.subject(), assignment).filter(Predicate.not(Person::liked));
        if (undecided.isEmpty()) {
            return;
        }
        String id = canary.canaryId();
        people.vote(id, feedback.completionId(), feedback.subject(), feedback.score(), feedback.givenAt());
        List<Double> votes = people.votes(id, feedback.subject());
        if (votes.size() >= CanarySettings.number(canary.settings().votesEach())) {
            double mean = votes.stream().mapToDouble(vote -> vote).average().orElseThrow();
            people.score(id, new Score(CanaryEvidence.LIKED, undecided.get().arm(), mean, canary.share()));
            people.liked(id, feedback.subject());
            decide(canary);
        }
    }

    /** The person, unless another arm met that one first: who has seen both compares them. */
    private Optional<Person> met(Row canary, String subject, Assignment assignment) {
        Arm arm = Arm.valueOf(assignment.arm().name());
        people.meet(canary.canaryId(), subject, arm, assignment.share());
        return people.find(canary.canaryId(), subject).filter(person -> person.arm() == arm);
    }

    private void decide(Row canary) {
        canaries.find(canary.canaryId()).ifPresent(decisions::decide);
    }
}
