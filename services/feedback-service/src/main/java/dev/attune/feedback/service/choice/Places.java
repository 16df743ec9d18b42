package dev.attune.feedback.service.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.SpreadEvent.HeadScores;
import dev.attune.feedback.choice.Choice;
import dev.attune.feedback.service.choice.PairInformation.Crowd;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.service.trust.Trust;
import dev.attune.feedback.setting.Setting;
import dev.attune.feedback.store.choice.PlaceStore;
import dev.attune.feedback.store.choice.PlaceStore.Chosen;
import dev.attune.feedback.store.choice.PlaceStore.Computed;
import dev.attune.feedback.store.choice.SpreadStore;
import dev.attune.feedback.store.choice.VoteStore;
import dev.attune.feedback.store.choice.VoteStore.Pair;
import dev.attune.feedback.store.choice.VoteStore.Said;

/** Where the items of a project stand under its strategy, a batch in each transaction. */
@ApplicationScoped
class Places {

    private static final int BATCH = 2000;

    /** Prompts have several pairs each, and votes. */
    private static final int INFORMATION_BATCH = 200;

    private final PlaceStore store;
    private final VoteStore votes;
    private final SpreadStore spreads;
    private final Trust trust;
    private final ProjectSettings settings;

    Places(PlaceStore store, VoteStore votes, SpreadStore spreads, Trust trust, ProjectSettings settings) {
        this.store = store;
        this.votes = votes;
        this.spreads = spreads;
        this.trust = trust;
        this.settings = settings;
    }

    @Transactional
    List<UUID> due() {
        return store.due(Choice.KIND.name()).stream().map(Chosen::project).toList();
    }

    /** Places some items whose place is outdated; false when none was left, or another instance is at it. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean batch(UUID project) {
        if (!store.tryLock(project)) {
            return false;
        }
        Setting<Choice> setting = settings.of(project, Choice.KIND);
        int version = setting.version();
        return switch (setting.value().strategy()) {
            case OLDEST -> store.oldest(project, version, BATCH) > 0;
            case RANDOM -> store.random(project, version, BATCH) > 0;
            case LEAST_COVERED -> store.leastCovered(project, version, BATCH) > 0;
            case NEWEST -> store.newest(project, version, BATCH) > 0;
            case INFORMATION -> information(project, version);
        };
    }

    private boolean information(UUID project, int version) {
        List<UUID> prompts = store.outdatedPrompts(project, version, INFORMATION_BATCH);
        if (prompts.isEmpty()) {
            return false;
        }
        Map<UUID, List<Pair>> pairs = votes.pairs(prompts).stream().collect(Collectors.groupingBy(Pair::prompt));
        Map<UUID, List<Said>> said = votes.said(prompts).stream().collect(Collectors.groupingBy(Said::item));
        Map<UUID, List<HeadScores>> heads = spreads.of(prompts);
        Crowd crowd = trust.of(project).map(Crowd::of).orElse(Crowd.UNKNOWN);
        List<Computed> computed = new ArrayList<>();
        pairs.forEach((prompt, items) -> computed.addAll(PairInformation.places(
                items,
                items.stream()
                        .flatMap(pair -> said.getOrDefault(pair.item(), List.of()).stream())
                        .toList(),
                heads.getOrDefault(prompt, List.of()),
                crowd)));
        store.set(version, computed);
        return true;
    }
}
