package dev.attune.feedback.store.playground;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.playground.Comparison;
import dev.attune.feedback.playground.Comparison.Given;
import dev.attune.feedback.playground.Seat;
import dev.attune.feedback.playground.Side;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Comparisons. */
@ApplicationScoped
public class ComparisonStore {

    private static final TypeReference<List<Message>> MESSAGES = new TypeReference<>() {};

    private static final String COLUMNS = "SELECT c.id, c.project_id, c.account_id, c.messages, c.blind, c.told,"
            + " c.left_seat, c.right_seat, c.left_answer, c.right_answer, c.answered_at, c.rating_id, r.verdict,"
            + " r.strength, r.rated_at, c.created_at FROM feedback.comparison c LEFT JOIN feedback.rating r ON r.id = c.rating_id";

    private final EntityManager entities;

    ComparisonStore(EntityManager entities) {
        this.entities = entities;
    }

    public void add(Comparison comparison) {
        entities.createNativeQuery("INSERT INTO feedback.comparison (id, project_id, account_id, messages, blind,"
                        + " left_seat, right_seat) VALUES (:id, :project, :account, :messages, :blind, :left, :right)")
                .setParameter("id", comparison.id())
                .setParameter("project", comparison.projectId())
                .setParameter("account", comparison.accountId())
                .setParameter("messages", json(comparison.messages()))
                .setParameter("blind", comparison.blind())
                .setParameter("left", json(comparison.left()))
                .setParameter("right", json(comparison.right()))
                .executeUpdate();
    }

    public Optional<Comparison> find(UUID id) {
        return rows(COLUMNS + " WHERE c.id = :id", id);
    }

    /** Held until the transaction ends. */
    public Optional<Comparison> locked(UUID id) {
        return rows(COLUMNS + " WHERE c.id = :id FOR UPDATE OF c", id);
    }

    /** The first whole answer of a side stays; one that comes later is forgotten. */
    public void answered(UUID id, Side side, Candidate answer) {
        String column = side == Side.LEFT ? "left_answer" : "right_answer";
        entities.createNativeQuery("UPDATE feedback.comparison SET " + column + " = :answer, answered_at ="
                        + " clock_timestamp() WHERE id = :id AND " + column + " IS NULL")
                .setParameter("answer", json(answer))
                .setParameter("id", id)
                .executeUpdate();
    }

    public void rated(UUID id, UUID rating) {
        entities.createNativeQuery("UPDATE feedback.comparison SET rating_id = :rating, told = true WHERE id = :id")
                .setParameter("rating", rating)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** The rating was taken back: its comparison, if it is kept still, has no verdict. */
    public void unrated(UUID rating) {
        entities.createNativeQuery("UPDATE feedback.comparison SET rating_id = NULL WHERE rating_id = :rating")
                .setParameter("rating", rating)
                .executeUpdate();
    }

    /** The account's own, newest first. */
    public Part<Comparison> of(UUID account, @Nullable Cursor before, int limit) {
        Cursor from = before == null ? Cursor.NEWEST : before;
        List<?> rows = entities.createNativeQuery(COLUMNS + " WHERE c.account_id = :account AND (c.created_at < :at"
                        + " OR c.created_at = :at AND c.id::text > :id) ORDER BY c.created_at DESC, c.id LIMIT :limit")
                .setParameter("account", account)
                .setParameter("at", from.at())
                .setParameter("id", from.id())
                .setParameter("limit", limit + 1)
                .getResultList();
        return Part.of(
                rows.stream().map(Object[].class::cast).toList(),
                limit,
                row -> new Cursor((Instant) row[15], row[0].toString()),
                ComparisonStore::comparison);
    }

    /** Forgets at most {@code limit} that are older; returns how many. What became of them is in ratings and events. */
    public int forget(Duration age, int limit) {
        return entities.createNativeQuery("DELETE FROM feedback.comparison WHERE ctid = ANY(ARRAY(SELECT ctid FROM"
                        + " feedback.comparison WHERE created_at < clock_timestamp() - make_interval(secs => :age)"
                        + " LIMIT :limit))")
                .setParameter("age", (double) age.toSeconds())
                .setParameter("limit", limit)
                .executeUpdate();
    }

    private Optional<Comparison> rows(String query, UUID id) {
        List<?> rows = entities.createNativeQuery(query).setParameter("id", id).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(ComparisonStore::comparison)
                .findFirst();
    }

    private static Comparison comparison(Object[] row) {
        return new Comparison(
                (UUID) row[0],
                (UUID) row[1],
                (UUID) row[2],
                messages((String) row[3]),
                (Boolean) row[4],
                (Boolean) row[5],
                seat((String) row[6], (String) row[8]),
                seat((String) row[7], (String) row[9]),
                (Instant) row[10],
                given(row));
    }

    private static @Nullable Given given(Object[] row) {
        return row[11] == null || row[12] == null
                ? null
                : new Given((UUID) row[11], Verdict.valueOf((String) row[12]), ((Number) row[13]).intValue(), (Instant)
                        row[14]);
    }

    private static Seat seat(String asked, @Nullable String answer) {
        Seat seat = read(asked, Seat.class);
        return new Seat(seat.model(), seat.sampling(), answer == null ? null : read(answer, Candidate.class));
    }

    private static List<Message> messages(String json) {
        try {
            return Json.MAPPER.readValue(json, MESSAGES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored conversation cannot be read", e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored comparison cannot be read", e);
        }
    }

    private static String json(Object value) {
        return Json.text(value);
    }
}
