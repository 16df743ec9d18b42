package dev.attune.feedback.service;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;
import dev.attune.feedback.store.OutboxStore;

/** Events leave with the state they tell of: written in its transaction, published afterwards, deleted then. */
@ApplicationScoped
public class Outbox {

    private final OutboxStore store;
    private final jakarta.enterprise.event.Event<Written> written;

    Outbox(OutboxStore store, jakarta.enterprise.event.Event<Written> written) {
        this.store = store;
        this.written = written;
    }

    /** Said inside the process when events were added; an observer after the commit may hurry the relay. */
    public record Written() {}

    /** An event to publish. */
    public record Pending(UUID id, Event event, Instant time) {}

    /** Adds events to the transaction under way. */
    public void add(Event... events) {
        add(List.of(events));
    }

    /** Adds events to the transaction under way, in their order. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(List<? extends Event> events) {
        for (Event event : events) {
            store.add(EventTypes.nameOf(event.getClass()), EventCodec.json(event));
        }
        written.fire(new Written());
    }

    /**
     * Publishes the oldest events and forgets those that arrived, while no other instance does the same.
     *
     * @param publish how many of the events, from the first, the bus has acknowledged
     * @return how many were forgotten
     */
    @Transactional
    public int relay(int batch, ToIntFunction<List<Pending>> publish) {
        if (!store.tryLock()) {
            return 0;
        }
        List<OutboxStore.Row> rows = store.oldest(batch);
        if (rows.isEmpty()) {
            return 0;
        }
        int acknowledged = publish.applyAsInt(rows.stream().map(Outbox::pending).toList());
        if (acknowledged > 0) {
            store.delete(rows.subList(0, acknowledged));
        }
        return acknowledged;
    }

    /** Events that wait to be published. */
    @Transactional
    public long waiting() {
        return store.count();
    }

    private static Pending pending(OutboxStore.Row row) {
        Class<? extends Event> type = EventTypes.byName(row.type())
                .orElseThrow(() -> new IllegalStateException("An outbox row has the unknown type " + row.type()));
        byte[] json = row.payload().getBytes(StandardCharsets.UTF_8);
        return new Pending(row.id(), EventCodec.read(json, type), row.createdAt());
    }
}
