package dev.attune.registry.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.registry.Decision;
import dev.attune.registry.Evaluation;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Evaluations and the decisions on them. */
@ApplicationScoped
public class EvaluationStore implements PanacheRepositoryBase<EvaluationEntity, String> {

    private static final Sort NEWEST_FIRST = Sort.descending("measuredAt").and("evaluationId");

    /**
     * Returns false, and changes nothing, when the evaluation is known already.
     *
     * @throws InvalidEventException when another evaluation has the id
     */
    public boolean addIfAbsent(WinRateMeasured event) {
        EvaluationEntity known = findById(event.evaluationId());
        if (known != null) {
            if (!sameThing(StoredJson.event(known.event, WinRateMeasured.class), event)) {
                throw new InvalidEventException(
                        "The evaluation " + event.evaluationId()
                                + " was published before with another result; that one stays.",
                        null);
            }
            return false;
        }
        EvaluationEntity entity = new EvaluationEntity();
        entity.evaluationId = event.evaluationId();
        entity.checkpointId = event.checkpointId();
        entity.measuredAt = event.at();
        entity.decision = Decision.AWAITING_CHECKPOINT;
        entity.event = EventCodec.json(event);
        persist(entity);
        return true;
    }

    /** A measurement that is made again takes another time. */
    private static boolean sameThing(WinRateMeasured one, WinRateMeasured other) {
        return one.checkpointId().equals(other.checkpointId())
                && one.opponentCheckpointId().equals(other.opponentCheckpointId())
                && one.judge().equals(other.judge())
                && one.prompts() == other.prompts()
                && one.winRate().equals(other.winRate());
    }

    public void decided(String evaluationId, Decision decision) {
        update("decision = ?1 where evaluationId = ?2", decision, evaluationId);
    }

    /** Oldest first, so that decisions fall in the order of the measurements. */
    public List<WinRateMeasured> awaiting() {
        return find("decision", Sort.ascending("measuredAt"), Decision.AWAITING_CHECKPOINT).stream()
                .map(entity -> StoredJson.event(entity.event, WinRateMeasured.class))
                .toList();
    }

    /** Newest first; of all checkpoints when {@code checkpointId} is null. */
    public Part<Evaluation> list(@Nullable String checkpointId, @Nullable Cursor before, int limit) {
        List<EvaluationEntity> rows = find(
                        "(cast(?1 as text) is null or checkpointId = ?1) and "
                                + Behind.condition("measuredAt", "evaluationId", 2),
                        NEWEST_FIRST,
                        Behind.after(checkpointId, before))
                .page(Page.ofSize(limit + 1))
                .list();
        return Part.of(
                rows,
                limit,
                row -> new Cursor(row.measuredAt, row.evaluationId),
                row -> Evaluation.of(StoredJson.event(row.event, WinRateMeasured.class), row.decision));
    }
}
