package dev.attune.registry.service.card;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.registry.card.KeptSummary;
import dev.attune.registry.card.LearntFrom;
import dev.attune.registry.card.LearntFrom.State;
import dev.attune.registry.card.RaterSummary;
import dev.attune.registry.store.card.CardStore;

/** What checkpoints learnt from, counted once for each artifact: what lies under a hash never changes. */
@ApplicationScoped
class KeptData {

    private static final List<String> OF_DATA = List.of(Topics.PREFERENCES, Topics.DEMONSTRATIONS);

    private final KeptFiles files;
    private final RatersOnBus raters;
    private final CardStore store;

    KeptData(KeptFiles files, RatersOnBus raters, CardStore store) {
        this.files = files;
        this.raters = raters;
        this.store = store;
    }

    /**
     * What the checkpoint's own run learnt from; nothing of a base.
     *
     * @param began when its run began: what was rated later was not learnt
     */
    List<LearntFrom> of(CheckpointPublished checkpoint, Instant began) {
        List<LearntFrom> parts = new ArrayList<>();
        add(checkpoint, "data", Lineage.DATA, OF_DATA, began, parts);
        add(checkpoint, "prompts", Lineage.PROMPTS, List.of(Topics.PROMPTS), began, parts);
        return parts;
    }

    private void add(
            CheckpointPublished checkpoint,
            String use,
            String name,
            List<String> topics,
            Instant began,
            List<LearntFrom> parts) {
        Lineage lineage = checkpoint.lineage();
        String sha256 = lineage.kept(name).orElse(null);
        List<OffsetRange> ranges = lineage.inputs().stream()
                .filter(range -> topics.contains(range.topic()))
                .toList();
        boolean unread = sha256 == null
                && use.equals("prompts")
                && lineage.kept(Lineage.DATA).isPresent();
        if ((sha256 == null && ranges.isEmpty()) || unread) {
            return;
        }
        State state = sha256 == null ? State.NOT_KEPT : files.state(sha256);
        parts.add(new LearntFrom(
                checkpoint.checkpointId(), use, sha256, ranges, state, sha256 == null ? null : summary(sha256, began)));
    }

    /** One at a time: who asks meanwhile finds it counted. */
    private synchronized @Nullable KeptSummary summary(String sha256, Instant began) {
        Optional<KeptSummary> known = QuarkusTransaction.requiringNew().call(() -> store.counted(sha256));
        if (known.isPresent()) {
            return known.get();
        }
        Optional<KeptSummary> counted = files.folder(sha256)
                .flatMap(KeptCount::of)
                .map(count -> {
                    RaterSummary rated = count.items().isEmpty() ? null : raters.of(count.items(), began);
                    return count.summary(rated);
                });
        counted.ifPresent(summary -> QuarkusTransaction.requiringNew().run(() -> store.keep(sha256, summary)));
        return counted.orElse(null);
    }
}
