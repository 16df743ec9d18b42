package dev.attune.registry.store;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.InvalidEventException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.name.Names;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Published checkpoints. */
@ApplicationScoped
public class CheckpointStore implements PanacheRepositoryBase<CheckpointEntity, String> {

    private static final Sort NEWEST_FIRST = Sort.descending("createdAt").and("checkpointId");

    /**
     * Keeps the first publication of a checkpoint: what it was made from, which promotions rest on, is not for others to say anew.
     *
     * @throws InvalidEventException when another checkpoint has the id
     */
    public void save(CheckpointPublished event) {
        Optional<CheckpointPublished> known = find(event.checkpointId());
        if (known.isPresent()) {
            if (!known.get().sameThingAs(event)) {
                throw new InvalidEventException(
                        "The checkpoint " + event.checkpointId()
                                + " was published before as something else (kind, base, tokenizer or artifact); that one stays.",
                        null);
            }
            return;
        }
        CheckpointEntity entity = new CheckpointEntity();
        entity.checkpointId = event.checkpointId();
        entity.kind = event.kind().name();
        entity.createdAt = event.createdAt();
        entity.event = EventCodec.json(event);
        persist(entity);
    }

    public Optional<CheckpointPublished> find(String checkpointId) {
        // What is no name is in no row, and PostgreSQL takes no text with NUL.
        return Names.isName(checkpointId)
                ? findByIdOptional(checkpointId).map(CheckpointStore::event)
                : Optional.empty();
    }

    /** Newest first; all kinds when {@code kind} is null. */
    public Part<CheckpointPublished> list(@Nullable Kind kind, @Nullable Cursor before, int limit) {
        List<CheckpointEntity> rows = find(
                        "(cast(?1 as text) is null or kind = ?1) and "
                                + Behind.condition("createdAt", "checkpointId", 2),
                        NEWEST_FIRST,
                        Behind.after(kind == null ? null : kind.name(), before))
                .page(Page.ofSize(limit + 1))
                .list();
        return Part.of(rows, limit, row -> new Cursor(row.createdAt, row.checkpointId), CheckpointStore::event);
    }

    private static CheckpointPublished event(CheckpointEntity entity) {
        return StoredJson.event(entity.event, CheckpointPublished.class);
    }
}
