package dev.attune.feedback.service;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.Account;
import dev.attune.feedback.Assignment;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;

/** What an annotator rates next. */
@ApplicationScoped
public class Queue {

    private final Walls walls;
    private final Leases leases;

    Queue(Walls walls, Leases leases) {
        this.walls = walls;
        this.leases = leases;
    }

    /**
     * The pair that the account holds already, else the oldest open one, else nothing.
     *
     * @throws FeedbackException when there is no such project
     */
    public Optional<Assignment> next(UUID projectId, Account account) {
        Project project = walls.visible(projectId, account);
        // First pass over what others hold at this moment; only when nothing else is left, wait for them. Each attempt
        // is a transaction of its own, so that one who waits holds nothing that another waits for.
        return leases.attempt(project, account, false).or(() -> leases.attempt(project, account, true));
    }

    /**
     * What comes after the item of {@code lease}, handed out in advance so that it is there when that one is rated: the item that
     * the account holds besides it, else the oldest open one, else nothing. Nobody holds more than two.
     *
     * @throws FeedbackException when there is no such project
     */
    public Optional<Assignment> ahead(UUID projectId, Account account, UUID lease) {
        Project project = walls.visible(projectId, account);
        return leases.attemptAhead(project, account, lease, false)
                .or(() -> leases.attemptAhead(project, account, lease, true));
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
