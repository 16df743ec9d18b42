package dev.attune.registry.store;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Promotions, and what each channel serves. */
@ApplicationScoped
public class PromotionStore implements PanacheRepositoryBase<PromotionEntity, String> {

    /** Until the transaction ends, no other one decides on the channel: its promotions leave in the order they were made. */
    public void lock(String channel) {
        getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtext(:channel)) as text)")
                .setParameter("channel", "attune.promotions/" + channel)
                .getResultList();
    }

    /** Remembers a promotion once; the channel changes unless it heard of a later one. */
    public void add(String eventId, Promoted event) {
        lock(event.channel());
        if (findById(eventId) != null) {
            return;
        }
        PromotionEntity promotion = new PromotionEntity();
        promotion.eventId = eventId;
        promotion.channel = event.channel();
        promotion.promotedAt = event.at();
        promotion.event = EventCodec.json(event);
        persist(promotion);
        change(event);
    }

    /** What each channel serves, by channel. */
    public List<Promoted> current() {
        return getEntityManager()
                .createQuery("from ChannelEntity order by channel", ChannelEntity.class)
                .getResultStream()
                .map(PromotionStore::event)
                .toList();
    }

    public Optional<Promoted> current(String channel) {
        return Optional.ofNullable(getEntityManager().find(ChannelEntity.class, channel))
                .map(PromotionStore::event);
    }

    /** What a channel was made to serve, newest first. */
    public Part<Promoted> history(String channel, @Nullable Cursor before, int limit) {
        List<PromotionEntity> rows = find(
                        "channel = ?1 and " + Behind.condition("promotedAt", "eventId", 2),
                        Sort.descending("promotedAt").and("eventId"),
                        Behind.after(channel, before))
                .page(Page.ofSize(limit + 1))
                .list();
        return Part.of(
                rows,
                limit,
                row -> new Cursor(row.promotedAt, row.eventId),
                row -> StoredJson.event(row.event, Promoted.class));
    }

    /** Whether the channel was ever made to serve the checkpoint. */
    public boolean hasServed(String channel, String checkpointId) {
        Number times = (Number) getEntityManager()
                .createNativeQuery("select count(*) from registry.promotions where channel = :channel"
                        + " and event ->> 'checkpointId' = :checkpoint")
                .setParameter("channel", channel)
                .setParameter("checkpoint", checkpointId)
                .getSingleResult();
        return times.longValue() > 0;
    }

    private void change(Promoted event) {
        ChannelEntity known = getEntityManager().find(ChannelEntity.class, event.channel());
        if (known != null && known.promotedAt.isAfter(event.at())) {
            return;
        }
        ChannelEntity entity = known == null ? new ChannelEntity() : known;
        entity.channel = event.channel();
        entity.version++;
        entity.checkpointId = event.checkpointId();
        entity.promotedAt = event.at();
        entity.event = EventCodec.json(event);
        getEntityManager().persist(entity);
    }

    private static Promoted event(ChannelEntity entity) {
        return StoredJson.event(entity.event, Promoted.class);
    }
}
