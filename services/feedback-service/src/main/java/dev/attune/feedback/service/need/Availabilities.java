package dev.attune.feedback.service.need;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.need.Availability;
import dev.attune.feedback.need.Availability.Reason;
import dev.attune.feedback.need.Need;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.choice.OpenItemStore;
import dev.attune.feedback.store.need.NeedStore;
import dev.attune.feedback.store.need.ProfileStore;
import dev.attune.feedback.store.need.ProfileStore.Used;

/** Says why nothing is handed out. */
@ApplicationScoped
public class Availabilities {

    private final ProfileStore profiles;
    private final NeedStore needs;
    private final OpenItemStore items;
    private final RatingStore ratings;

    Availabilities(ProfileStore profiles, NeedStore needs, OpenItemStore items, RatingStore ratings) {
        this.profiles = profiles;
        this.needs = needs;
        this.items = items;
        this.ratings = ratings;
    }

    /** What there is for the account at this moment. */
    @Transactional
    public Availability of(UUID project, UUID account) {
        Optional<Availability> quota = profiles.used(project, account).flatMap(this::quota);
        if (quota.isPresent()) {
            return quota.get();
        }
        return switch (items.left(project, account)) {
            case READY -> Availability.of(Reason.READY);
            case HELD -> Availability.of(Reason.WITH_OTHERS);
            case NOTHING -> {
                List<Need> missing = needs.missing(project, account);
                yield missing.isEmpty()
                        ? Availability.of(Reason.DONE)
                        : new Availability(Reason.NO_MATCH, null, null, missing);
            }
        };
    }

    private Optional<Availability> quota(Used used) {
        if (Quotas.reached(used.inAll(), used.all())) {
            return Optional.of(new Availability(Reason.QUOTA, null, used.inAll(), List.of()));
        }
        if (Quotas.reached(used.perDay(), used.today())) {
            Instant midnight = ratings.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
            return Optional.of(new Availability(Reason.QUOTA_OF_DAY, midnight, used.perDay(), List.of()));
        }
        return Optional.empty();
    }
}
