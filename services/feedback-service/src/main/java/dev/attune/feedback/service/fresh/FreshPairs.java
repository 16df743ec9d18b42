package dev.attune.feedback.service.fresh;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Project;
import dev.attune.feedback.fresh.FreshSettings;
import dev.attune.feedback.fresh.Round;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.setting.Setting;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.fresh.FreshStore;
import dev.attune.feedback.store.fresh.FreshStore.Asked;
import dev.attune.feedback.store.fresh.RingStore;

/** New pairs that were asked for, and the old ones that they make needless. */
@ApplicationScoped
public class FreshPairs {

    /** Answers that came with their prompt, and of pairs that others have rated; no checkpoint gave them, and no newer one makes them needless. */
    private static final String GIVEN = "given";

    private static final String IMPORTED = "import:";

    private final ProjectSettings settings;
    private final FreshStore store;
    private final RingStore ring;
    private final ItemStore items;

    FreshPairs(ProjectSettings settings, FreshStore store, RingStore ring, ItemStore items) {
        this.settings = settings;
        this.store = store;
        this.ring = ring;
        this.items = items;
    }

    @Transactional
    public Setting<FreshSettings> of(UUID project) {
        return settings.of(project, FreshSettings.KIND);
    }

    /**
     * Sets it.
     *
     * @param seen the version that the caller has seen; null changes whatever is there
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} or {@link Fault#PROJECT_CHANGED}
     */
    @Transactional
    public Setting<FreshSettings> change(Account actor, Project project, @Nullable Integer seen, FreshSettings value) {
        value.check();
        return settings.change(actor, project, FreshSettings.KIND, seen, value);
    }

    /** What the project has asked for of late, the newest first. */
    @Transactional
    public List<Round> rounds(UUID project) {
        return store.rounds(project);
    }

    /**
     * What was asked for of a prompt, held until the transaction ends.
     *
     * @throws FeedbackException {@link Fault#PROJECT_UNKNOWN} when nobody here asked
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Asked asked(String request, UUID prompt) {
        return Optional.of(request)
                .filter(text -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .flatMap(text -> store.locked(UUID.fromString(text), prompt))
                .orElseThrow(() -> Fault.PROJECT_UNKNOWN.because(
                        "Nobody here asked for the answers " + request + " to the prompt " + prompt + "."));
    }

    /**
     * The answers have come and are items. Pairs of the prompt in whose place they are asked about are closed: those that nobody has rated or
     * has before them, and that set no checkpoint against another which is new, in production, or part of the mix.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void answered(Asked asked, UUID prompt) {
        Round round = asked.round();
        store.answered(asked.id(), round == null ? 0 : close(round, prompt));
    }

    private int close(Round round, UUID prompt) {
        Set<String> informative = new HashSet<>();
        informative.add(round.checkpoint());
        Optional.ofNullable(round.production()).ifPresent(informative::add);
        Optional.ofNullable(round.before()).ifPresent(informative::add);
        ring.served(PromotionEvent.PRODUCTION).ifPresent(informative::add);
        List<UUID> untouched = store.untouched(prompt);
        if (untouched.isEmpty()) {
            return 0;
        }
        Map<UUID, Item> found = items.byIds(untouched);
        Set<UUID> needless = found.values().stream()
                .filter(item -> needless(item, informative))
                .map(Item::id)
                .collect(Collectors.toSet());
        return needless.isEmpty() ? 0 : store.supersede(needless);
    }

    private static boolean needless(Item item, Set<String> informative) {
        return !item.answers().isEmpty()
                && item.answers().stream()
                        .map(Candidate::checkpointId)
                        .noneMatch(made -> informative.contains(made)
                                || made.equals(GIVEN)
                                || made.equals(Candidate.PERSON)
                                || made.startsWith(IMPORTED));
    }
}
