package dev.attune.registry.store.card;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.ApprovalEvent.Approved;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.json.Json;
import dev.attune.registry.card.KeptSummary;
import dev.attune.registry.card.Statement;
import dev.attune.registry.card.Statement.Field;

/** What a card is made of and no other store tells. */
@ApplicationScoped
public class CardStore {

    private final EntityManager entities;

    CardStore(EntityManager entities) {
        this.entities = entities;
    }

    public void state(String checkpointId, Field field, String text, String by) {
        entities.createNativeQuery("insert into registry.card_statements (checkpoint_id, field, statement, stated_by)"
                        + " values (:checkpoint, :field, :text, :by)")
                .setParameter("checkpoint", checkpointId)
                .setParameter("field", field.name())
                .setParameter("text", text)
                .setParameter("by", by)
                .executeUpdate();
    }

    /** All that was ever stated, newest first. */
    public List<Statement> statements(String checkpointId) {
        List<?> rows = entities.createNativeQuery("select field, statement, stated_by, stated_at"
                        + " from registry.card_statements where checkpoint_id = :checkpoint order by id desc")
                .setParameter("checkpoint", checkpointId)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Statement(
                        Field.valueOf((String) row[0]), (String) row[1], (String) row[2], (Instant) row[3]))
                .toList();
    }

    /** What was counted of an artifact. */
    public Optional<KeptSummary> counted(String sha256) {
        List<?> rows = entities.createNativeQuery(
                        "select cast(summary as text) from registry.kept_data where sha256 = :sha")
                .setParameter("sha", sha256)
                .getResultList();
        return rows.stream().findFirst().map(json -> read(String.valueOf(json)));
    }

    public void keep(String sha256, KeptSummary summary) {
        entities.createNativeQuery(
                        "insert into registry.kept_data (sha256, summary) values (:sha, cast(:summary as jsonb))"
                                + " on conflict (sha256) do nothing")
                .setParameter("sha", sha256)
                .setParameter("summary", Json.text(summary))
                .executeUpdate();
    }

    /** Each time that a channel was made to serve the checkpoint, oldest first. */
    public List<Promoted> promotions(String checkpointId) {
        return events(
                "select cast(event as text) from registry.promotions where event ->> 'checkpointId' = :checkpoint"
                        + " order by promoted_at, event_id",
                checkpointId,
                Promoted.class);
    }

    /** The approval of a task's version. */
    public List<Approved> approvals(String checkpointId) {
        return events(
                "select cast(decided as text) from registry.proposals where checkpoint_id = :checkpoint"
                        + " and state = 'APPROVED'",
                checkpointId,
                Approved.class);
    }

    private <T extends Event> List<T> events(String query, String checkpointId, Class<T> type) {
        List<?> rows = entities.createNativeQuery(query)
                .setParameter("checkpoint", checkpointId)
                .getResultList();
        return rows.stream()
                .map(json -> EventCodec.read(String.valueOf(json).getBytes(StandardCharsets.UTF_8), type))
                .toList();
    }

    private static KeptSummary read(String json) {
        try {
            return Json.MAPPER.readValue(json, KeptSummary.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON column of the registry cannot be read", e);
        }
    }
}
