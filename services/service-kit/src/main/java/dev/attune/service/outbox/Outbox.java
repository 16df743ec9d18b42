package dev.attune.service.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.bus.TraceContext;
import dev.attune.contracts.event.Event;

/** Events that leave with the transaction that decided them, or not at all. */
@ApplicationScoped
public class Outbox {

    /** Characters of payload that are written together: a request may decide more than the heap holds twice. */
    private static final int MOST_CHARACTERS = 1 << 19;

    private final OutboxTable table;
    private final jakarta.enterprise.event.Event<Written> written;

    Outbox(OutboxTable table, jakarta.enterprise.event.Event<Written> written) {
        this.table = table;
        this.written = written;
    }

    /**
     * Said inside the process when events were added: after the commit the relay hurries.
     *
     * @param types how many of which type
     */
    record Written(Map<String, Long> types) {
        Written {
            types = Map.copyOf(types);
        }

        static Written of(List<? extends Event> events) {
            return new Written(events.stream()
                    .collect(Collectors.groupingBy(
                            event -> EventTypes.nameOf(event.getClass()), Collectors.counting())));
        }
    }

    /** Adds an event to the caller's transaction; returns the id that it will have on the bus. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String add(Event event) {
        OutboxMessage message = message(event, TraceContext.current());
        table.add(List.of(message));
        written.fire(Written.of(List.of(event)));
        return message.id().toString();
    }

    /**
     * An event that is decided on behalf of another request than the one that this thread does.
     *
     * @param trace of the request that it comes from
     */
    public record Traced(Event event, Optional<TraceContext> trace) {}

    /** Adds events to the caller's transaction, in their order; their texts are in memory a few at a time. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(List<? extends Event> events) {
        Optional<TraceContext> trace = TraceContext.current();
        addTraced(events.stream().map(event -> new Traced(event, trace)).toList());
    }

    /** The same of events that several requests have decided. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addTraced(List<Traced> events) {
        List<OutboxMessage> unwritten = new ArrayList<>();
        long characters = 0;
        for (Traced event : events) {
            OutboxMessage message = message(event.event(), event.trace());
            unwritten.add(message);
            characters += message.payload().length();
            if (characters >= MOST_CHARACTERS) {
                table.add(unwritten);
                unwritten.clear();
                characters = 0;
            }
        }
        if (!unwritten.isEmpty()) {
            table.add(unwritten);
        }
        if (!events.isEmpty()) {
            written.fire(Written.of(events.stream().map(Traced::event).toList()));
        }
    }

    /** Events that the bus has not acknowledged yet. */
    @Transactional
    public long waiting() {
        return table.waiting();
    }

    private static OutboxMessage message(Event event, Optional<TraceContext> trace) {
        return new OutboxMessage(
                0,
                UUID.randomUUID(),
                EventTypes.nameOf(event.getClass()),
                event.key(),
                EventCodec.json(event),
                Instant.now(),
                trace.map(TraceContext::parent).orElse(null),
                trace.map(TraceContext::state).orElse(null));
    }
}
