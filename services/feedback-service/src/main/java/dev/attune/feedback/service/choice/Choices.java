package dev.attune.feedback.service.choice;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.choice.Choice;
import dev.attune.feedback.choice.ChoiceState;
import dev.attune.feedback.choice.Draw;
import dev.attune.feedback.choice.Strategy;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.setting.Setting;
import dev.attune.feedback.store.choice.OpenItemStore;
import dev.attune.feedback.store.choice.PlaceStore;
import dev.attune.feedback.store.choice.SpreadStore;

/** How each project's items are chosen. What is set is asked for anew each second, not with each item that is handed out. */
@ApplicationScoped
public class Choices {

    private static final Duration KNOWN = Duration.ofSeconds(1);
    private static final Duration COUNTED = Duration.ofMinutes(1);

    private final ProjectSettings settings;
    private final OpenItemStore items;
    private final PlaceStore places;
    private final SpreadStore spreads;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();
    private final Map<UUID, Count> counts = new ConcurrentHashMap<>();

    Choices(ProjectSettings settings, OpenItemStore items, PlaceStore places, SpreadStore spreads) {
        this.settings = settings;
        this.items = items;
        this.places = places;
        this.spreads = spreads;
    }

    private record Known(Setting<Choice> setting, Instant until) {}

    private record Count(long waiting, Instant until) {}

    /** What is set, with its version. */
    public Setting<Choice> setting(UUID project) {
        return settings.of(project, Choice.KIND);
    }

    /**
     * Sets it.
     *
     * @param seen the version that the caller has seen; null changes whatever is there
     * @throws FeedbackException {@link Fault#PROJECT_CHANGED} or {@link Fault#INVALID_REQUEST}
     */
    public Setting<Choice> change(Account actor, Project project, @Nullable Integer seen, Choice choice) {
        Fault.INVALID_REQUEST.when(
                !(choice.even() >= 0 && choice.even() <= 1),
                "even is a share from 0 to 1 but is " + choice.even() + ".");
        Setting<Choice> changed = settings.change(actor, project, Choice.KIND, seen, choice);
        known.remove(project.id());
        return changed;
    }

    /** What is set, and how far the items are in that order. */
    @Transactional
    public ChoiceState state(Project project) {
        Setting<Choice> setting = setting(project.id());
        PlaceStore.Progress progress = places.progress(project.id(), setting.version());
        return new ChoiceState(
                setting.value().strategy(),
                setting.value().even(),
                setting.version(),
                progress.waiting(),
                progress.placed(),
                spreads.informed(project.id()));
    }

    Choice of(UUID project) {
        return known(project).value();
    }

    boolean isSet(UUID project) {
        return known(project).version() > 0;
    }

    /** How an item was chosen; what waits is counted once a minute at most. */
    Draw draw(UUID project, Choice choice, boolean even) {
        double one = 1.0 / Math.max(1, waiting(project));
        double byChance = choice.even() * one;
        boolean anyway = even && choice.strategy() == Strategy.RANDOM;
        return new Draw(choice.strategy(), even, anyway ? one : even ? byChance : 1 - choice.even() + byChance);
    }

    private Setting<Choice> known(UUID project) {
        Known found = known.get(project);
        if (found == null || Instant.now().isAfter(found.until())) {
            found = new Known(setting(project), Instant.now().plus(KNOWN));
            known.put(project, found);
        }
        return found.setting();
    }

    private long waiting(UUID project) {
        Count found = counts.get(project);
        if (found == null || Instant.now().isAfter(found.until())) {
            found = new Count(items.count(project), Instant.now().plus(COUNTED));
            counts.put(project, found);
        }
        return found.waiting();
    }
}
