package dev.attune.registry.store.canary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.registry.canary.Channel;
import dev.attune.registry.canary.Channel.Stop;
import dev.attune.registry.store.Sql;

/** What each channel serves, with its version and whether it is stopped. */
@ApplicationScoped
public class ChannelStore {

    private static final String SELECT = "select c.channel, c.version, c.checkpoint_id, cast(c.event as text),"
            + " c.promoted_at, cast(c.stopped as text), r.canary_id from registry.channels c"
            + " left join registry.canaries r on r.channel = c.channel and r.outcome is null";

    private final Sql sql;

    ChannelStore(Sql sql) {
        this.sql = sql;
    }

    /** By name. */
    public List<Channel> all() {
        return sql.rows(ChannelStore::channel, SELECT + " order by c.channel");
    }

    public Optional<Channel> find(String channel) {
        return sql.rows(ChannelStore::channel, SELECT + " where c.channel = ?1", channel).stream()
                .findFirst();
    }

    /** One more change of the channel. */
    public void changed(String channel) {
        sql.update("update registry.channels set version = version + 1 where channel = ?1", channel);
    }

    /** Stops it, or lets it answer again. */
    public void stop(String channel, @Nullable Stop stop) {
        sql.update(
                "update registry.channels set version = version + 1, stopped = cast(cast(?2 as text) as jsonb)"
                        + " where channel = ?1",
                channel,
                stop == null ? null : Sql.json(stop));
    }

    private static Channel channel(Object[] row) {
        return new Channel(
                (String) row[0],
                ((Number) row[1]).longValue(),
                (String) row[2],
                Sql.json(row[3], Promoted.class).previousCheckpointId(),
                (Instant) row[4],
                row[5] == null ? null : Sql.json(row[5], Stop.class),
                (String) row[6]);
    }
}
