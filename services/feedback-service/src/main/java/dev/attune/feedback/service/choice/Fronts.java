package dev.attune.feedback.service.choice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.choice.Choice;
import dev.attune.feedback.choice.Draw;
import dev.attune.feedback.choice.Strategy;
import dev.attune.feedback.service.choice.Picks.Pick;
import dev.attune.feedback.service.choice.Walks.Who;
import dev.attune.feedback.store.choice.FrontStore;
import dev.attune.feedback.store.choice.FrontStore.Open;

/**
 * Picks for several accounts of a project at once, as {@link Picks} does for one: each is given the first item in order that it may rate. Who
 * is given nothing here, because all of the first ones are none for that account, has to be looked after alone.
 */
@ApplicationScoped
public class Fronts {

    /** Items more than accounts: some have rated the first ones. */
    private static final int SPARE = 6;

    private final FrontStore store;
    private final Choices choices;
    private final Walks walks;

    Fronts(FrontStore store, Choices choices, Walks walks) {
        this.store = store;
        this.choices = choices;
        this.walks = walks;
    }

    /** Items that are locked until the transaction ends, for those of the accounts for whom there is one here. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, Pick> lock(UUID project, List<UUID> accounts) {
        Choice choice = choices.of(project);
        if (choice.even() > 0) {
            // Each is drawn for: that is done one by one.
            return Map.of();
        }
        List<UUID> served =
                accounts.stream().filter(account -> atFront(project, account)).toList();
        List<UUID> front = served.isEmpty() ? List.of() : store.lock(project, served.size() + SPARE);
        if (front.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Open> states = store.open(front);
        Map<UUID, Integer> given = new HashMap<>();
        Map<UUID, Pick> picks = new HashMap<>();
        for (UUID account : served) {
            front.stream()
                    .filter(item -> may(states.get(item), account, given.getOrDefault(item, 0)))
                    .findFirst()
                    .ifPresent(item -> {
                        given.merge(item, 1, Integer::sum);
                        picks.put(account, new Pick(item, draw(project, choice)));
                    });
        }
        return picks;
    }

    private static boolean may(@Nullable Open state, UUID account, int given) {
        return state != null && state.room() > given && !state.not().contains(account);
    }

    /** Whether the account is not known to have passed the first items. */
    private boolean atFront(UUID project, UUID account) {
        Who who = new Who(project, account);
        return !walks.nothing(who) && walks.passed(who).isEmpty();
    }

    private @Nullable Draw draw(UUID project, Choice choice) {
        return choices.isSet(project) ? choices.draw(project, choice, choice.strategy() == Strategy.RANDOM) : null;
    }
}
