package dev.attune.feedback.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.attune.feedback.Item;

/** Items; the number of accepted ratings is kept right by the database, whoever calls. */
@ApplicationScoped
public class ItemStore {

    private final Repository repository;
    private final EntityManager entities;

    ItemStore(Repository repository, EntityManager entities) {
        this.repository = repository;
        this.entities = entities;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ItemEntity, UUID> {}

    /** What makes a pair of answers the same as another. */
    public record Pair(UUID promptId, String firstCandidateId, String secondCandidateId) {}

    public void addAll(List<Item> items) {
        Instant now = Instant.now();
        repository.persist(items.stream().map(item -> new ItemEntity(item, now)).toList());
        repository.flush();
    }

    /** The pairs that these prompts have already. */
    public Set<Pair> pairs(Collection<UUID> prompts) {
        Set<Pair> pairs = new HashSet<>();
        entities.createQuery(
                        "select promptId, firstCandidateId, secondCandidateId from ItemEntity where promptId in :prompts",
                        Object[].class)
                .setParameter("prompts", List.copyOf(prompts))
                .getResultStream()
                .forEach(row -> pairs.add(new Pair((UUID) row[0], (String) row[1], (String) row[2])));
        return pairs;
    }

    /** The item as the database has it now. */
    public Item get(UUID id) {
        ItemEntity entity = repository.findById(id);
        entities.refresh(entity);
        return entity.item();
    }

    /** Counts one more rating; false when the item has all it wants. */
    public boolean accept(UUID id) {
        return entities.createNativeQuery("""
                                UPDATE feedback.item SET accepted = accepted + 1
                                WHERE id = :id AND accepted < ratings_per_item
                                """).setParameter("id", id).executeUpdate() == 1;
    }

    /** Holds the item until the transaction ends, then counts one rating less. */
    public void withdraw(UUID id) {
        entities.createNativeQuery("UPDATE feedback.item SET accepted = accepted - 1 WHERE id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }
}
