package dev.attune.feedback.service.acceptance;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.attune.feedback.Item;
import dev.attune.feedback.store.ItemStore;

/** Items that a transaction holds, with the ratings that it has accepted so far. */
final class Items {

    private final Map<UUID, ItemStore.Held> held;
    private final Map<UUID, Integer> more = new HashMap<>();

    Items(Map<UUID, ItemStore.Held> held) {
        this.held = held;
    }

    /** The item with what was accepted until now. */
    Item get(UUID id) {
        Item item = Objects.requireNonNull(held.get(id)).item();
        int accepted = more.getOrDefault(id, 0);
        return accepted == 0 ? item : item.withMore(accepted);
    }

    /** Counts one more rating; false when the item has all it wants, or reviewers closed it. */
    boolean accept(UUID id) {
        if (get(id).settled() || !Objects.requireNonNull(held.get(id)).taken()) {
            return false;
        }
        more.merge(id, 1, Integer::sum);
        return true;
    }

    /** How many were accepted, of the items of which there are some. */
    Map<UUID, Integer> more() {
        return Map.copyOf(more);
    }

    /** The items of which some were accepted. */
    Collection<Item> changed() {
        return more.keySet().stream().map(this::get).toList();
    }
}
