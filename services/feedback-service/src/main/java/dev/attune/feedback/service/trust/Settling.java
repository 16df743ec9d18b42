package dev.attune.feedback.service.trust;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.service.settlement.Settlement;
import dev.attune.feedback.store.trust.BeliefStore;
import dev.attune.feedback.trust.Believed;

/**
 * What the ratings of an item settle by what is known of its raters. Between two fits a pair is believed under the raters of the newest one,
 * which says of the fit's own votes what the fit says; of a pair that was compared elsewhere holds what the fit said of it, as its votes are
 * spread over several items.
 */
@ApplicationScoped
public class Settling {

    private static final String IMPORTED = "import:";

    private final Trust trust;
    private final Shadows shadows;
    private final BeliefStore beliefs;

    Settling(Trust trust, Shadows shadows, BeliefStore beliefs) {
        this.shadows = shadows;
        this.trust = trust;
        this.beliefs = beliefs;
    }

    /** What the ratings settle; nothing where none is left that weighs something. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<PreferenceSettled> settle(Item item, Prompt prompt, List<Judgement> judgements) {
        List<Judgement> weighing = shadows.weighing(item.projectId(), judgements);
        return weighing.isEmpty() ? List.of() : Settlement.settle(item, prompt, weighing, believed(item, weighing));
    }

    /** What is believed of a pair; nothing while nothing is known of the raters. */
    @Nullable
    Believed believed(Item item, List<Judgement> judgements) {
        if (item.form().task() != Task.COMPARE) {
            return null;
        }
        Optional<KnownCrowd> crowd = trust.crowd(item.projectId());
        if (crowd.isEmpty()) {
            return null;
        }
        boolean imported =
                judgements.stream().anyMatch(judgement -> judgement.source().startsWith(IMPORTED));
        return imported
                ? beliefs.of(item.id()).map(BeliefStore.Kept::believed).orElse(null)
                : crowd.get().believed(judgements);
    }

    /** The same; while nothing is known of the raters all are taken as alike. */
    Believed believedOrAlike(Item item, List<Judgement> judgements) {
        List<Judgement> weighing = shadows.weighing(item.projectId(), judgements);
        Believed believed = believed(item, weighing);
        return believed == null ? KnownCrowd.ALIKE.believed(weighing) : believed;
    }

    /**
     * Keeps what the ring is told of an item, so that the next fit knows what has moved.
     *
     * @param online whether it is told because of a rating, not because of a fit
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void told(Item item, List<Judgement> judgements, List<PreferenceSettled> settled, boolean online) {
        if (item.form().task() != Task.COMPARE
                || settled.size() != 1
                || settled.getFirst().fit() == null) {
            return;
        }
        Believed believed = believed(item, shadows.weighing(item.projectId(), judgements));
        if (believed != null) {
            beliefs.told(item.id(), item.projectId(), believed, ofFirst(item, settled.getFirst()), online);
        }
    }

    /** The item settles nothing any more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void retracted(UUID item) {
        beliefs.forget(item);
    }

    private static @Nullable Double ofFirst(Item item, PreferenceSettled settled) {
        if (settled.outcome() != Outcome.DECISIVE) {
            return settled.outcome() == Outcome.TIE ? Double.valueOf(0.5) : null;
        }
        boolean first = settled.chosen().equals(item.first());
        return first ? settled.probability() : 1 - settled.probability();
    }
}
