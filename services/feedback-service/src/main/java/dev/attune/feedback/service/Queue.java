package dev.attune.feedback.service;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.Account;
import dev.attune.feedback.Assignment;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.service.Leases.Wish;
import dev.attune.feedback.service.together.Outcome;
import dev.attune.feedback.service.together.Together;

/** What an annotator rates next. */
@ApplicationScoped
public class Queue {

    private final Leases leases;
    private final Together<Wish, Optional<Assignment>> together;

    /** One: a batch costs much the same however many are in it, and two would pass over each other's items. */
    private static final int LANES = 1;

    private static final int MOST = 32;

    Queue(Leases leases) {
        this.leases = leases;
        this.together = new Together<>(LANES, MOST, Wish::owner, wishes -> leases.deal(wishes, false));
    }

    /**
     * The pair that the account holds already, else the oldest open one, else nothing.
     *
     * @throws FeedbackException when there is no such project
     */
    public Optional<Assignment> next(UUID projectId, Account account) {
        return deal(new Wish(projectId, account, null));
    }

    /**
     * What comes after the item of {@code lease}, handed out in advance so that it is there when that one is rated: the item that
     * the account holds besides it, else the oldest open one, else nothing. Nobody holds more than two.
     *
     * @throws FeedbackException when there is no such project
     */
    public Optional<Assignment> ahead(UUID projectId, Account account, UUID lease) {
        return deal(new Wish(projectId, account, lease));
    }

    private Optional<Assignment> deal(Wish wish) {
        // First pass over what others hold at this moment; only when nothing else is left, wait for them. Each attempt
        // is a transaction of its own, so that one who waits holds nothing that another waits for.
        return together.ask(wish).or(() -> waiting(wish));
    }

    private Optional<Assignment> waiting(Wish wish) {
        return switch (leases.deal(List.of(wish), true).getFirst()) {
            case Outcome.Done<Optional<Assignment>> done -> done.answer();
            case Outcome.Refused<Optional<Assignment>> refused -> throw refused.why();
            case Outcome.Later<Optional<Assignment>> _ -> Optional.empty();
        };
    }

    /**
     * Gives back what the account holds under the lease, rated or not any more: others may have it at once.
     *
     * @throws FeedbackException when the account has no such lease
     */
    public void giveBack(UUID lease, Account account) {
        leases.giveBack(lease, account);
    }
}
