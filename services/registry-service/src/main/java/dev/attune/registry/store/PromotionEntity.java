package dev.attune.registry.store;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;

/** A row of {@code promotions}: every promotion that the registry made or heard of. */
@Entity
@Table(name = "promotions")
@SuppressWarnings("NullAway.Init")
public class PromotionEntity {
    @Id
    public String eventId;

    public String channel;
    public Instant promotedAt;

    @ColumnTransformer(write = "?::jsonb")
    public String event;
}
