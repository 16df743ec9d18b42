package dev.attune.feedback.service.choice;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.choice.Choice;
import dev.attune.feedback.choice.Draw;
import dev.attune.feedback.choice.Strategy;
import dev.attune.feedback.service.choice.Walks.Who;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.choice.OpenItemStore;
import dev.attune.feedback.store.choice.OpenItemStore.Found;
import dev.attune.feedback.store.choice.OpenItemStore.Place;

/** Picks the item that an account is handed next: the first in order that it may rate, or an even draw of all. */
@ApplicationScoped
public class Picks {

    /** Items that are looked through at a time. */
    private static final int WINDOW = 1000;

    /** Of those at the beginning, where a rater has rated very many: new ones of a high priority are among them. */
    private static final int HEAD = 100;

    /** After so many windows a rater is given what a draw finds; the walk goes on at the next call. */
    private static final int MOST_WINDOWS = 2;

    /** The end of a short queue is found by so many. */
    private static final int FEW_WINDOWS = 2;

    private static final int EVEN_WINDOW = 200;
    private static final UUID FIRST_ID = new UUID(0, 0);

    private final OpenItemStore items;
    private final LeaseStore leases;
    private final Choices choices;
    private final Walks walks;

    Picks(OpenItemStore items, LeaseStore leases, Choices choices, Walks walks) {
        this.items = items;
        this.leases = leases;
        this.choices = choices;
        this.walks = walks;
    }

    /**
     * An item that is locked until the transaction ends, and has room for one more rating.
     *
     * @param draw absent where the project has not set how items are chosen
     */
    public record Pick(UUID item, @Nullable Draw draw) {}

    /** Picks for the account; {@code wait} for what others have locked just now, instead of passing over it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Pick> lock(UUID project, UUID account, boolean wait) {
        Choice choice = choices.of(project);
        Who who = new Who(project, account);
        if (choice.even() > 0 && ThreadLocalRandom.current().nextDouble() < choice.even()) {
            Optional<UUID> drawn = even(who);
            if (drawn.isPresent()) {
                return drawn.map(item -> new Pick(item, choices.draw(project, choice, true)));
            }
        }
        return ordered(who, wait).map(chosen -> new Pick(chosen.item(), draw(project, choice, chosen)));
    }

    /** An item; not the first in order where a rater was not to wait for that. */
    private record Chosen(UUID item, boolean first) {}

    private @Nullable Draw draw(UUID project, Choice choice, Chosen chosen) {
        return chosen.first() && choices.isSet(project)
                ? choices.draw(project, choice, choice.strategy() == Strategy.RANDOM)
                : null;
    }

    private Optional<Chosen> ordered(Who who, boolean wait) {
        if (walks.nothing(who)) {
            return Optional.empty();
        }
        Optional<Place> passed = walks.passed(who);
        Optional<UUID> first = room(who, Place.START, passed.isPresent() ? HEAD : WINDOW, wait);
        return first.map(item -> new Chosen(item, true)).or(() -> walk(who, passed.orElse(Place.START), wait));
    }

    /** From there to the end; then once more from the start, where something was left out before. */
    private Optional<Chosen> walk(Who who, Place from, boolean wait) {
        long began = System.nanoTime();
        Place at = from;
        boolean allPassed = true;
        int windows = 0;
        while (true) {
            Optional<UUID> found = room(who, at, WINDOW, wait);
            if (found.isPresent()) {
                return found.map(item -> new Chosen(item, true));
            }
            Optional<Place> candidates = items.lastCandidate(who.project(), who.account(), at, WINDOW);
            Optional<Place> next = candidates.or(end(who, at));
            if (next.isEmpty()) {
                break;
            }
            at = next.get();
            allPassed &= candidates.isEmpty();
            if (allPassed) {
                walks.pass(who, at);
            }
            windows++;
            if (windows == MOST_WINDOWS) {
                Optional<UUID> drawn = even(who);
                if (drawn.isPresent()) {
                    return drawn.map(item -> new Chosen(item, false));
                }
            }
        }
        if (!from.equals(Place.START)) {
            walks.forget(who);
            return walk(who, Place.START, wait);
        }
        if (windows > FEW_WINDOWS) {
            walks.end(who, Duration.ofNanos(System.nanoTime() - began));
        } else {
            // What took long here was the machine, and an item that comes now is to be seen at once.
            walks.forget(who);
        }
        return Optional.empty();
    }

    private Supplier<Optional<Place>> end(Who who, Place at) {
        return () -> items.windowEnd(who.project(), who.account(), at, WINDOW);
    }

    /** Looks once more at what was locked, as another may have taken the last place meanwhile. */
    private Optional<UUID> room(Who who, Place after, int rows, boolean wait) {
        Place at = after;
        while (true) {
            Optional<Found> found = items.lock(who.project(), who.account(), at, rows, wait);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            if (leases.hasRoom(found.get().item())) {
                return Optional.of(found.get().item());
            }
            at = found.get().at();
        }
    }

    private Optional<UUID> even(Who who) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        UUID from = new UUID(random.nextLong(), random.nextLong());
        return items.lockEven(who.project(), who.account(), from, EVEN_WINDOW)
                .or(() -> items.lockEven(who.project(), who.account(), FIRST_ID, EVEN_WINDOW))
                .filter(leases::hasRoom);
    }
}
