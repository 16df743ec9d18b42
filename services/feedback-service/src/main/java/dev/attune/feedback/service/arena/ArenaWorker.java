package dev.attune.feedback.service.arena;

import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import dev.attune.feedback.store.arena.ArenaStore;
import dev.attune.feedback.store.fresh.FreshStore;

/** Looks whether arenas are over, each in a transaction of its own, and closes what is then left of their pairs. */
@ApplicationScoped
class ArenaWorker {

    private final Arenas arenas;
    private final ArenaStore store;
    private final FreshStore fresh;

    ArenaWorker(Arenas arenas, ArenaStore store, FreshStore fresh) {
        this.arenas = arenas;
        this.store = store;
        this.fresh = fresh;
    }

    @Scheduled(every = "2s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        QuarkusTransaction.requiringNew()
                .call(store::open)
                .forEach(runId -> QuarkusTransaction.requiringNew().run(() -> arenas.look(runId)));
        QuarkusTransaction.requiringNew().run(() -> {
            Set<UUID> left = store.leftOver();
            if (!left.isEmpty()) {
                fresh.supersede(left);
            }
        });
    }
}
