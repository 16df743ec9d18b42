package dev.attune.feedback.store.rater;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.rater.RaterState;
import dev.attune.feedback.rater.Signal;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** How raters stand in projects, and what was measured of them last. */
@ApplicationScoped
public class StandingStore {

    private static final TypeReference<List<Signal>> SIGNALS = new TypeReference<>() {};

    private final Sql sql;

    StandingStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * What was measured.
     *
     * @param votes ratings that count, by then
     * @param probability that the rater is careless
     * @param alone whether nobody else rates here
     */
    public record Measured(long votes, double probability, boolean verified, boolean alone, List<Signal> signals) {
        public Measured {
            signals = List.copyOf(signals);
        }
    }

    /**
     * How a rater stands.
     *
     * @param votesThen ratings that counted when this state began
     * @param measured absent before anything was measured
     */
    public record Standing(
            UUID account,
            RaterState state,
            long votesThen,
            @Nullable Measured measured,
            @Nullable Instant measuredAt) {}

    public Set<UUID> shadow(UUID project) {
        return sql
                .rows(
                        "SELECT account_id FROM feedback.rater_standing WHERE project_id = ?1 AND state = 'SHADOW'",
                        project)
                .stream()
                .map(UUID.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Until the transaction ends nobody else changes how raters of the project stand. */
    public void lock(UUID project) {
        sql.lock("raters." + project);
    }

    public List<Standing> of(UUID project) {
        return sql.rows("""
                SELECT account_id, state, votes_then, votes, probability, verified, alone, CAST(signals AS text), measured_at
                FROM feedback.rater_standing WHERE project_id = ?1
                """, project).stream()
                .map(row -> standing((Object[]) row))
                .toList();
    }

    public Optional<Standing> find(UUID project, UUID account) {
        return of(project).stream()
                .filter(standing -> standing.account().equals(account))
                .findFirst();
    }

    private static Standing standing(Object[] columns) {
        Instant at = (Instant) columns[8];
        Measured measured = at == null
                ? null
                : new Measured(
                        ((Number) columns[3]).longValue(),
                        ((Number) columns[4]).doubleValue(),
                        (Boolean) columns[5],
                        (Boolean) columns[6],
                        signals((String) columns[7]));
        return new Standing(
                (UUID) columns[0],
                RaterState.valueOf((String) columns[1]),
                ((Number) columns[2]).longValue(),
                measured,
                at);
    }

    static List<Signal> signals(String json) {
        try {
            return Json.MAPPER.readValue(json, SIGNALS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored signals cannot be read", e);
        }
    }

    public void measured(UUID project, UUID account, Measured measured) {
        sql.update(
                """
                INSERT INTO feedback.rater_standing
                    (project_id, account_id, votes, probability, verified, alone, signals, measured_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, CAST(?7 AS jsonb), clock_timestamp())
                ON CONFLICT (project_id, account_id) DO UPDATE
                SET votes = ?3, probability = ?4, verified = ?5, alone = ?6, signals = CAST(?7 AS jsonb),
                    measured_at = clock_timestamp()
                """,
                project,
                account,
                measured.votes(),
                measured.probability(),
                measured.verified(),
                measured.alone(),
                JsonText.of(measured.signals()));
    }

    /** Who somebody is. */
    public record Name(String pseudonym, String name) {}

    public Map<UUID, Name> names(UUID project) {
        return sql.rows("""
                SELECT a.id, a.pseudonym, a.name FROM feedback.account a
                     JOIN feedback.rater_standing s ON s.account_id = a.id WHERE s.project_id = ?1
                """, project).stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.toMap(
                        columns -> (UUID) columns[0], columns -> new Name((String) columns[1], (String) columns[2])));
    }

    /** Whoever has this pseudonym and has rated in the project. */
    public Optional<UUID> rater(UUID project, String pseudonym) {
        return sql.rows("""
                SELECT a.id FROM feedback.account a
                WHERE a.pseudonym = ?2
                  AND EXISTS (SELECT 1 FROM feedback.rating r WHERE r.project_id = ?1 AND r.account_id = a.id)
                """, project, pseudonym).stream().findFirst().map(UUID.class::cast);
    }

    /** Whether the project's raters were measured within half a minute. */
    public boolean fresh(UUID project) {
        return (Boolean) sql.row("""
                SELECT EXISTS (SELECT 1 FROM feedback.rater_standing
                               WHERE project_id = ?1 AND measured_at > clock_timestamp() - interval '30 seconds')
                """, project);
    }

    /** Projects that check or warn their raters and in which somebody has said something since all were measured. */
    public List<UUID> due() {
        return sql.rows("""
                SELECT p.id FROM feedback.project_setting s JOIN feedback.project p ON p.id = s.project_id
                WHERE s.name = 'checks' AND p.archived_at IS NULL AND p.deleted_at IS NULL
                  AND EXISTS (
                    SELECT 1 FROM feedback.account a
                         LEFT JOIN feedback.rater_standing m ON m.project_id = p.id AND m.account_id = a.id
                    WHERE EXISTS (SELECT 1 FROM feedback.said x
                                  WHERE x.project_id = p.id AND x.account_id = a.id
                                    AND x.rated_at > coalesce(m.measured_at, '-infinity')))
                """).stream().map(UUID.class::cast).toList();
    }

    /** The rater stands so from now on. */
    public void set(UUID project, UUID account, RaterState state, long votes) {
        sql.update("""
                INSERT INTO feedback.rater_standing (project_id, account_id, state, votes_then) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (project_id, account_id) DO UPDATE SET state = ?3, votes_then = ?4
                """, project, account, state.name(), votes);
    }
}
