package dev.attune.feedback.service.need;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.need.ProfileStore;

/** How many more ratings are wanted of a member. Whether a project has any quota is asked anew each second, not with each item. */
@ApplicationScoped
public class Quotas {

    private static final Duration KNOWN = Duration.ofSeconds(1);

    private final ProfileStore store;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    Quotas(ProfileStore store) {
        this.store = store;
    }

    private record Known(boolean any, Instant until) {}

    /** Whether another item may be handed to the account; what it holds counts as given. The caller holds the account's lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean allow(UUID project, UUID account) {
        return !any(project)
                || store.used(project, account)
                        .map(used -> !reached(used.perDay(), used.today() + used.held())
                                && !reached(used.inAll(), used.all() + used.held()))
                        .orElse(true);
    }

    static boolean reached(@Nullable Integer quota, long given) {
        return quota != null && given >= quota;
    }

    void changed(UUID project) {
        known.remove(project);
    }

    private boolean any(UUID project) {
        Known found = known.get(project);
        if (found == null || Instant.now().isAfter(found.until())) {
            found = new Known(store.anyQuota(project), Instant.now().plus(KNOWN));
            known.put(project, found);
        }
        return found.any();
    }
}
