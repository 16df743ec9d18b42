package dev.attune.feedback.service.standing;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.Role;
import dev.attune.feedback.service.Walls;

/**
 * Who sees how checkpoints stand: reviewers, engineers who belong to the project, its managers and administrators. Whoever only rates does not: to know
 * which checkpoint leads would sway what is rated next.
 */
@ApplicationScoped
public class StandingAccess {

    private final Walls walls;

    StandingAccess(Walls walls) {
        this.walls = walls;
    }

    /** @throws FeedbackException {@link Fault#PROJECT_UNKNOWN}, or {@link Fault#FORBIDDEN} when the account sees the project only */
    @Transactional
    public Project project(UUID id, Account account) {
        Project project = walls.visible(id, account);
        Fault.FORBIDDEN.when(
                !account.is(Role.REVIEWER) && !account.is(Role.ENGINEER) && !walls.manages(project, account),
                "How checkpoints stand is for reviewers, engineers and managers of the project: it would sway who rates.");
        return project;
    }

    public boolean may(UUID id, Account account) {
        try {
            project(id, account);
            return true;
        } catch (FeedbackException e) {
            return false;
        }
    }
}
