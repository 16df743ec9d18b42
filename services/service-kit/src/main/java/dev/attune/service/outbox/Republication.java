package dev.attune.service.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Topics;

/**
 * Finds, by id, the events that were sent and that the bus does not have, and lets them wait again: the relay sends them in their
 * order and before any newer one.
 *
 * <p>Of a topic that keeps the latest record of each key only the newest event of a key counts: older ones may be compacted away,
 * and must not come after it.
 */
@ApplicationScoped
public class Republication {

    private static final int HOUR_SECONDS = 3_600;
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private static final String LOST = """
             from {h-schema}outbox o where o.type in (:types) and o.sent_at < :start
            and not exists (select 1 from republication_ids b where b.id = o.id)
            """;
    private static final String NEWEST_OF_ITS_KEY = """
            and not exists (select 1 from {h-schema}outbox n
              where n.event_key = o.event_key and n.type in (:types) and n.position > o.position and n.set_apart is null)
            """;

    private final EntityManager entities;
    private final OutboxTable table;
    private final BusIds bus;
    private final OutboxRelay relay;

    Republication(EntityManager entities, OutboxTable table, BusIds bus, OutboxRelay relay) {
        this.entities = entities;
        this.table = table;
        this.bus = bus;
        this.relay = relay;
    }

    /**
     * What a comparison found.
     *
     * @param keptSince the oldest event that was compared; null when none is kept
     * @param compared events that were sent and are kept
     * @param missing by topic: those that the bus has not; they wait again unless this was a dry run
     * @param setApart those that were set apart and wait again, or would
     */
    public record Report(
            boolean dryRun,
            @Schema(nullable = true) @Nullable Instant keptSince,
            long compared,
            Map<String, Long> missing,
            long setApart) {

        public Report {
            missing = Map.copyOf(missing);
        }
    }

    /**
     * Compares.
     *
     * @param dryRun only tell
     * @param setApart also try again what was set apart, for example when the broker takes larger records now
     */
    public Report republish(boolean dryRun, boolean setApart) {
        Report report = QuarkusTransaction.requiringNew().timeout(HOUR_SECONDS).call(() -> compare(dryRun, setApart));
        relay.again();
        return report;
    }

    private Report compare(boolean dryRun, boolean setApart) {
        Instant start = (Instant) entities.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult();
        Instant oldest = entities.createQuery(
                        "select min(createdAt) from OutboxRow where sentAt is not null", Instant.class)
                .getSingleResult();
        long again = setApart ? tryAgain(dryRun) : 0;
        if (oldest == null) {
            return new Report(dryRun, null, 0, Map.of(), again);
        }
        entities.createNativeQuery("create temporary table republication_ids (id uuid primary key) on commit drop")
                .executeUpdate();
        List<Topics.Topic> topics = topics();
        for (Topics.Topic topic : topics) {
            bus.forEachBatch(topic.name(), oldest.minus(CLOCKS_DIFFER), this::remember);
        }
        table.lock();
        Map<String, Long> missing = new TreeMap<>();
        for (Topics.Topic topic : topics) {
            long lost = lost(topic, start, dryRun);
            if (lost > 0) {
                missing.put(topic.name(), lost);
            }
        }
        return new Report(dryRun, oldest, table.sent() + (dryRun ? 0 : sum(missing)), missing, again);
    }

    private void remember(List<String> ids) {
        entities.createNativeQuery("insert into republication_ids select cast(x as uuid) from"
                        + " unnest(string_to_array(:ids, ',')) x on conflict do nothing")
                .setParameter("ids", String.join(",", ids))
                .executeUpdate();
    }

    private long lost(Topics.Topic topic, Instant start, boolean dryRun) {
        String which = LOST + (topic.retention() == Topics.Retention.LATEST ? NEWEST_OF_ITS_KEY : "");
        String statement = dryRun
                ? "select count(*)" + which
                : "update {h-schema}outbox set sent_at = null where id in (select o.id" + which + ")";
        var query = entities.createNativeQuery(statement)
                .setParameter("types", types(topic))
                .setParameter("start", start);
        return dryRun ? ((Number) query.getSingleResult()).longValue() : query.executeUpdate();
    }

    private long tryAgain(boolean dryRun) {
        return dryRun
                ? table.setApart()
                : entities.createQuery("update OutboxRow set setApart = null where setApart is not null")
                        .executeUpdate();
    }

    /** The topics of which the outbox holds events. */
    private List<Topics.Topic> topics() {
        List<String> types = entities.createQuery("select distinct type from OutboxRow", String.class)
                .getResultList();
        List<Topics.Topic> topics = new ArrayList<>();
        for (Topics.Topic topic : Topics.ALL) {
            if (types(topic).stream().anyMatch(types::contains)) {
                topics.add(topic);
            }
        }
        return topics;
    }

    private static List<String> types(Topics.Topic topic) {
        return EventTypes.all().stream()
                .filter(type -> EventTypes.topicOf(type).equals(topic.name()))
                .map(EventTypes::nameOf)
                .toList();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
