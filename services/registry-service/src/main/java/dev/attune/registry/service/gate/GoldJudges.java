package dev.attune.registry.service.gate;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.settings.reward.Portion;
import dev.attune.registry.Recipe;
import dev.attune.registry.service.Jobs;
import dev.attune.registry.service.Jobs.Asker;
import dev.attune.registry.service.Jobs.Wish;
import dev.attune.registry.store.CheckpointStore;

/** Reward models that learned from the judging half of a project's preferences, and so can judge what the other half taught. */
@ApplicationScoped
class GoldJudges {

    /** The newest reward models among which a judge is looked for. */
    private static final int REACH = 200;

    private final CheckpointStore checkpoints;
    private final Jobs jobs;

    GoldJudges(CheckpointStore checkpoints, Jobs jobs) {
        this.checkpoints = checkpoints;
        this.jobs = jobs;
    }

    /** The project's newest one. */
    Optional<String> of(String projectId) {
        return checkpoints.list(Kind.REWARD_MODEL, null, REACH).rows().stream()
                .filter(model -> judges(model, projectId))
                .map(CheckpointPublished::checkpointId)
                .findFirst();
    }

    private static boolean judges(CheckpointPublished model, String projectId) {
        return model.lineage().kept(Lineage.PROJECT).filter(projectId::equals).isPresent()
                && model.lineage()
                        .kept(Portion.SETTING)
                        .filter(Portion.JUDGING.text()::equals)
                        .isPresent();
    }

    /**
     * Asks for one, in the caller's transaction.
     *
     * @throws AttuneException as {@link Jobs#prepare}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void ask(String projectId, String runId, String by) {
        Wish wish = new Wish(
                null, null, null, JsonNodeFactory.instance.objectNode().put(Portion.SETTING, Portion.JUDGING.text()));
        jobs.request(jobs.prepare(Recipe.REWARD.text(), wish, new Asker(runId, by, projectId, null)));
    }
}
