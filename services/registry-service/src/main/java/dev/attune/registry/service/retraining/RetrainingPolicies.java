package dev.attune.registry.service.retraining;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.RetrainingEvent.RetrainingPolicyChanged;
import dev.attune.contracts.name.Names;
import dev.attune.contracts.settings.retraining.RetrainingPolicy;
import dev.attune.registry.retraining.DecisionRow;
import dev.attune.registry.retraining.ProjectRow;
import dev.attune.registry.retraining.Retraining;
import dev.attune.registry.retraining.RetrainingRules;
import dev.attune.registry.store.retraining.DecisionStore;
import dev.attune.registry.store.retraining.RetrainingStore;
import dev.attune.service.outbox.Outbox;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Reads and changes retraining policies; a change and its event are one transaction. */
@ApplicationScoped
public class RetrainingPolicies {

    private final RetrainingStore projects;
    private final DecisionStore decisions;
    private final UsualPolicy usual;
    private final RetrainingJobs jobs;
    private final RetrainingFacts facts;
    private final Outbox outbox;

    RetrainingPolicies(
            RetrainingStore projects,
            DecisionStore decisions,
            UsualPolicy usual,
            RetrainingJobs jobs,
            RetrainingFacts facts,
            Outbox outbox) {
        this.projects = projects;
        this.decisions = decisions;
        this.usual = usual;
        this.jobs = jobs;
        this.facts = facts;
        this.outbox = outbox;
    }

    /** Projects with a policy or a preference, by id. */
    @Transactional
    public List<Retraining> list(String after, int most) {
        return projects.all(after, most).stream().map(this::view).toList();
    }

    /** A project's policy and what would be decided now; of a project of which nothing is known, the usual one. */
    @Transactional
    public Retraining find(String projectId) {
        requireName(projectId);
        return projects.find(projectId).map(this::view).orElseGet(() -> Retraining.unknown(projectId, usual.get()));
    }

    /**
     * Changes a project's policy; the same one again changes nothing.
     *
     * @param policy from now on; null: the usual one again
     * @param seen the version that the person has seen; null: any
     * @param by pseudonym of the person
     * @throws AttuneException {@code policy-changed} when somebody was faster, {@code bad-setting}, {@code unknown-setting}, {@code
     *     recipe-unknown}, {@code checkpoint-unknown} or {@code wrong-kind}
     */
    @Transactional
    public Retraining change(
            String projectId, @Nullable RetrainingPolicy policy, @Nullable Integer seen, String reason, String by) {
        requireName(projectId);
        if (policy != null) {
            jobs.requirePossible(policy);
        }
        projects.touch(projectId);
        ProjectRow row = projects.lock(projectId).orElseThrow();
        if (seen != null && seen != row.version()) {
            throw ErrorCategory.CALLER.error(
                    "policy-changed",
                    "The retraining policy of " + projectId + " was changed meanwhile: it is at version "
                            + row.version() + ", not " + seen + ". Read it again.");
        }
        if (!same(row.policy(), policy)) {
            RetrainingPolicyChanged event =
                    new RetrainingPolicyChanged(projectId, row.version() + 1, policy, reason, by, projects.now());
            projects.change(projectId, event.version(), policy, by, event.at());
            outbox.add(event);
        }
        return projects.find(projectId).map(this::view).orElseThrow();
    }

    /** Newest first; none of a project of which nothing is known. */
    @Transactional
    public Part<DecisionRow> decisions(String projectId, @Nullable Cursor before, int limit) {
        return Names.isName(projectId) ? decisions.list(projectId, before, limit) : Part.empty();
    }

    private static boolean same(@Nullable RetrainingPolicy one, @Nullable RetrainingPolicy other) {
        return Optional.ofNullable(one).equals(Optional.ofNullable(other));
    }

    private Retraining view(ProjectRow row) {
        RetrainingPolicy policy = row.policy() == null ? usual.get() : row.policy();
        return Retraining.of(
                row,
                policy,
                RetrainingRules.decide(policy, facts.of(row)),
                decisions.last(row.projectId()).orElse(null));
    }

    private static void requireName(String projectId) {
        if (!Names.isName(projectId)) {
            throw ErrorCategory.CALLER.error(
                    "project-unknown", "There is no project of this name: names have a-z, 0-9 and - only.");
        }
    }
}
