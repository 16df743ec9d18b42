package dev.attune.feedback.service.rater;

import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.store.rater.StandingStore;

/** Whose ratings are taken and weigh nothing, because a person said so with a reason. */
@ApplicationScoped
public class Shadow {

    private final StandingStore store;

    Shadow(StandingStore store) {
        this.store = store;
    }

    /** The accounts in shadow in the project. */
    @Transactional
    public Set<UUID> of(UUID project) {
        return store.shadow(project);
    }
}
