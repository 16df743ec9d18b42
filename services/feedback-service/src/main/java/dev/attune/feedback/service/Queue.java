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
        Projects.requireAlive(project);
        // First pass over what others hold at this moment; only when nothing else is left, wait for them. Each attempt
        // is a transaction of its own, so that one who waits holds nothing that another waits for.
        return leases.attempt(project, account, false).or(() -> leases.attempt(project, account, true));
    }
}
