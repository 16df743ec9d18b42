package dev.attune.feedback.service.rater;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.rater.Notice;
import dev.attune.feedback.rater.RaterState;
import dev.attune.feedback.rater.RaterStep;
import dev.attune.feedback.rater.Signal;
import dev.attune.feedback.rater.SignalKind;
import dev.attune.feedback.store.rater.ExampleStore;
import dev.attune.feedback.store.rater.StandingStore;
import dev.attune.feedback.store.rater.StandingStore.Standing;
import dev.attune.feedback.store.rater.StepStore;

/** What raters are told of their own care, and what they answer. */
@ApplicationScoped
public class Notices {

    /** Fewer cases say nothing to their person. */
    private static final int ENOUGH = 8;

    private static final List<SignalKind> OWN = List.of(SignalKind.OWN_CONSISTENCY, SignalKind.GOLD);

    private final StepStore steps;
    private final StandingStore standings;
    private final ExampleStore examples;

    Notices(StepStore steps, StandingStore standings, ExampleStore examples) {
        this.steps = steps;
        this.standings = standings;
        this.examples = examples;
    }

    /** What the account is told now. */
    @Transactional
    public Notice of(Project project, Account account) {
        List<Signal> checks = standings
                .find(project.id(), account.id())
                .map(Standing::measured)
                .map(measured -> measured.signals().stream()
                        .filter(signal -> OWN.contains(signal.kind()) && signal.cases() >= ENOUGH)
                        .toList())
                .orElse(List.of());
        Optional<RaterStep> told = steps.told(project.id(), account.id());
        if (told.isEmpty()) {
            return new Notice(RaterState.FINE, null, List.of(), null, List.of(), null, true, null, checks);
        }
        RaterStep step = told.get();
        List<SignalKind> noticed = step.state() == RaterState.FINE
                ? List.of()
                : step.signals().stream()
                        .filter(signal -> signal.logOdds() > 0 && signal.flagged())
                        .sorted(Comparator.comparingDouble(Signal::logOdds).reversed())
                        .map(Signal::kind)
                        .toList();
        return new Notice(
                step.state(),
                step.id(),
                noticed,
                step.reason(),
                noticed.stream()
                        .flatMap(kind -> examples.of(project.id(), account.id(), kind, step.takenAt()).stream())
                        .toList(),
                step.takenAt(),
                step.seenAt() != null || step.state() == RaterState.FINE,
                step.answer(),
                checks);
    }

    /**
     * The account has read it.
     *
     * @throws FeedbackException {@link Fault#NOTICE_UNKNOWN}
     */
    @Transactional
    public void seen(Project project, Account account, UUID step) {
        Fault.NOTICE_UNKNOWN.when(!steps.seen(project.id(), account.id(), step), "You were told nothing of that kind.");
    }

    /**
     * The account answers the reviewers.
     *
     * @throws FeedbackException {@link Fault#NOTICE_UNKNOWN}
     */
    @Transactional
    public void answer(Project project, Account account, UUID step, String text) {
        Fault.NOTICE_UNKNOWN.when(
                !steps.answer(project.id(), account.id(), step, text), "You were told nothing of that kind.");
    }
}
