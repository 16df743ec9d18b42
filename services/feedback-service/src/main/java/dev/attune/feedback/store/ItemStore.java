package dev.attune.feedback.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.feedback.Item;

/** Items; the number of accepted ratings is kept right by the database, whoever calls. */
@ApplicationScoped
public class ItemStore {

    private static final Set<String> TAKEN = Set.of("NONE", "FLAGGED");

    private static final String COLUMNS = """
            SELECT id, project_id, prompt_id, first_candidate, second_candidate, candidates, form, ratings_per_item, accepted, review
            FROM feedback.item WHERE id = ANY(?1)
            """;

    private final Repository repository;
    private final Sql sql;

    ItemStore(Repository repository, Sql sql) {
        this.repository = repository;
        this.sql = sql;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ItemEntity, UUID> {}

    /** What makes a pair of answers the same as another. */
    public record Pair(UUID promptId, String firstCandidateId, String secondCandidateId) {}

    public void addAll(List<Item> items) {
        Instant now = Instant.now();
        List<ItemEntity> rows =
                items.stream().map(item -> new ItemEntity(item, now)).toList();
        repository.persist(rows);
        repository.flush();
        rows.forEach(repository.getEntityManager()::detach);
    }

    /** The pairs that these prompts have already. */
    public Set<Pair> pairs(Collection<UUID> prompts) {
        return repository
                .find("promptId in ?1 and candidates is null", List.copyOf(prompts))
                .project(Pair.class)
                .stream()
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The item of a pair. */
    public Optional<UUID> find(Pair pair) {
        return repository
                .find(
                        "promptId = ?1 and firstCandidateId = ?2 and secondCandidateId = ?3 and candidates is null",
                        pair.promptId(),
                        pair.firstCandidateId(),
                        pair.secondCandidateId())
                .<ItemEntity>singleResultOptional()
                .map(found -> found.id);
    }

    /** Whether the prompt has an item of these answers, other than as pairs. */
    public boolean has(Item item) {
        return repository.count("promptId = ?1 and candidatesKey = ?2", item.promptId(), key(item)) > 0;
    }

    /** Equal for equal sets of answers, which stand in the order of their ids. */
    static String key(Item item) {
        Sha256 key = new Sha256();
        item.answers().forEach(answer -> key.add(answer.candidateId() + "\n"));
        return item.form().task() + ":" + key.hex();
    }

    /** The item as the database has it now. */
    public Item get(UUID id) {
        return Objects.requireNonNull(byIds(List.of(id)).get(id));
    }

    /**
     * An item that is held until the transaction ends.
     *
     * @param taken whether it takes ratings: reviewers have not closed it
     */
    public record Held(Item item, boolean taken) {}

    /** Holds items until the transaction ends, one after the other in the order of their ids, and says what they are then. */
    public Map<UUID, Held> hold(Collection<UUID> ids) {
        return sql
                .rows(
                        row -> new Held(item(row), TAKEN.contains(row.getString(10))),
                        COLUMNS + " ORDER BY id FOR NO KEY UPDATE",
                        (Object) ids.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(held -> held.item().id(), Function.identity()));
    }

    /** Items as the database has them now. */
    public Map<UUID, Item> byIds(Collection<UUID> ids) {
        return sql.rows(ItemStore::item, COLUMNS, (Object) ids.toArray(UUID[]::new)).stream()
                .collect(Collectors.toMap(Item::id, Function.identity()));
    }

    private static Item item(ResultSet row) throws SQLException {
        String candidates = row.getString(6);
        return new Item(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                candidates == null
                        ? List.of(JsonText.candidate(row.getString(4)), JsonText.candidate(row.getString(5)))
                        : JsonText.candidates(candidates),
                JsonText.form(row.getString(7)),
                row.getInt(8),
                row.getInt(9));
    }

    /** Counts one more rating; false when the item has all it wants, or reviewers closed it. */
    public boolean accept(UUID id) {
        return sql.update("""
                        UPDATE feedback.item SET accepted = accepted + 1
                        WHERE id = ?1 AND accepted < ratings_per_item AND review IN ('NONE', 'FLAGGED')
                        """, id) == 1;
    }

    /**
     * Counts more ratings of items that this transaction holds and that take them.
     *
     * @param apart how far the ratings of each item are apart then; 0 where they are not
     */
    public void accept(Map<UUID, Integer> more, Map<UUID, Integer> apart) {
        List<UUID> ids = List.copyOf(more.keySet());
        sql.update(
                """
                UPDATE feedback.item i
                SET accepted = i.accepted + m.more, disagreement = CASE WHEN m.apart > 0 THEN m.apart ELSE i.disagreement END
                FROM unnest(?1, ?2, ?3) AS m(id, more, apart) WHERE i.id = m.id
                """,
                ids.toArray(UUID[]::new),
                ids.stream().map(more::get).toArray(Integer[]::new),
                ids.stream().map(apart::get).toArray(Integer[]::new));
    }

    /**
     * Holds the item until the transaction ends, then counts one rating less. One that wanted more than at first because its raters left
     * doubt wants one more than it has.
     */
    public void withdraw(UUID id) {
        sql.update("""
                UPDATE feedback.item
                SET accepted = accepted - 1, unsure = false,
                    ratings_per_item = CASE WHEN fewest IS NULL THEN ratings_per_item
                                            ELSE greatest(fewest, least(ratings_per_item, accepted)) END
                WHERE id = ?1
                """, id);
    }

    /** Counts a rating again that was taken out; false when the item has all it wants, or was closed by a reviewer. */
    public boolean restore(UUID id) {
        return sql.update("""
                        UPDATE feedback.item
                        SET accepted = accepted + 1, review = CASE review WHEN 'SUPERSEDED' THEN 'NONE' ELSE review END
                        WHERE id = ?1 AND accepted < ratings_per_item AND review <> 'VOID'
                        """, id) == 1;
    }

    /** The item, which has all it wants, wants one rating more. */
    public void wantOneMore(UUID id) {
        sql.update("""
                UPDATE feedback.item
                SET fewest = coalesce(fewest, ratings_per_item), ratings_per_item = ratings_per_item + 1, unsure = false
                WHERE id = ?1
                """, id);
    }

    /** Whether the item left doubt when it had all the ratings that it may have. */
    public void unsure(UUID id, boolean unsure) {
        sql.update("UPDATE feedback.item SET unsure = ?2 WHERE id = ?1 AND unsure <> ?2", id, unsure);
    }
}
