package dev.attune.feedback.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.form.SkipReason;
import dev.attune.feedback.form.Skips;

/** Ratings; a withdrawn one is kept but counts no more. */
@ApplicationScoped
public class RatingStore {

    private final Repository repository;
    private final Sql sql;

    RatingStore(Repository repository, Sql sql) {
        this.repository = repository;
        this.sql = sql;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RatingEntity, UUID> {}

    /** The database's clock. */
    public Instant now() {
        return (Instant) sql.row("SELECT clock_timestamp()");
    }

    /**
     * A rating that was given elsewhere.
     *
     * @param annotator pseudonym of who gave it; absent: the account itself
     */
    public record Imported(Judgement judgement, @Nullable String annotator) {}

    public void addImported(List<Imported> imported) {
        List<RatingEntity> rows = imported.stream()
                .map(one -> {
                    RatingEntity row = new RatingEntity(one.judgement());
                    row.annotator = one.annotator();
                    return row;
                })
                .toList();
        repository.persist(rows);
        repository.flush();
        rows.forEach(repository.getEntityManager()::detach);
    }

    /** Why a rating skips its item. */
    public void skippedBecause(UUID id, SkipReason reason) {
        sql.update("UPDATE feedback.rating SET skip_reason = ?2 WHERE id = ?1", id, reason.name());
    }

    /** How often items of the project are skipped, by reason. */
    public List<Skips> skips(UUID project) {
        return sql.rows("""
                SELECT skip_reason, count(*), count(DISTINCT item_id) FROM feedback.rating
                WHERE project_id = ?1 AND verdict = 'SKIP' AND withdrawn_at IS NULL
                GROUP BY skip_reason ORDER BY count(*) DESC, skip_reason
                """, project).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new Skips(
                        columns[0] == null ? null : SkipReason.valueOf((String) columns[0]),
                        ((Number) columns[1]).longValue(),
                        ((Number) columns[2]).longValue()))
                .toList();
    }

    /** A rating that counts, held until the transaction ends. */
    public Optional<Judgement> locked(UUID id) {
        return repository
                .find("id = ?1 and withdrawnAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .map(RatingEntity::judgement);
    }

    /** The ratings of an item that count, oldest first; those who skipped it gave none. */
    public List<Judgement> of(UUID item) {
        return repository
                .find("itemId = ?1 and withdrawnAt is null and verdict <> ?2 order by ratedAt, id", item, Verdict.SKIP)
                .stream()
                .map(RatingEntity::judgement)
                .toList();
    }

    /** The pseudonyms of those who gave the item's ratings, by rating. */
    public Map<UUID, String> annotators(UUID item) {
        return sql.rows("""
                SELECT r.id, coalesce(r.annotator, a.pseudonym)
                FROM feedback.rating r JOIN feedback.account a ON a.id = r.account_id WHERE r.item_id = ?1
                """, item).stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.toMap(columns -> (UUID) columns[0], columns -> (String) columns[1]));
    }

    /** The rating counts no more; the words that came with it are not kept. */
    public void withdraw(UUID id, Instant at) {
        RatingEntity rating = repository.findById(id);
        rating.withdrawnAt = at;
        rating.forgetWords();
        repository.flush();
    }

    /** A rating that was taken out counts again; its words are gone. */
    public void restore(UUID id) {
        sql.update("""
                UPDATE feedback.rating SET withdrawn_at = NULL, voiding_id = NULL, not_again = false WHERE id = ?1
                """, id);
        repository.getEntityManager().clear();
    }

    /** Any rating, also one that counts no more. */
    public Judgement byId(UUID id) {
        return repository.findById(id).judgement();
    }

    /** Whether the person of the rating is kept from the item although it counts no more. */
    public void notAgain(UUID id, boolean kept) {
        sql.update("UPDATE feedback.rating SET not_again = ?2 WHERE id = ?1", id, kept);
    }

    /** The rating says what {@code revised} says; its side, time and lease stay. Returns its new version. */
    public int revise(Judgement revised, Instant at) {
        RatingEntity rating = repository.findById(revised.id());
        rating.revise(revised);
        repository.flush();
        return ((Number) sql.row(
                        "UPDATE feedback.rating SET version = version + 1, revised_at = ?2 WHERE id = ?1 RETURNING version",
                        revised.id(),
                        at))
                .intValue();
    }
}
