package dev.attune.registry.store.canary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.registry.canary.Canary.End;
import dev.attune.registry.canary.CanaryFigures;
import dev.attune.registry.canary.CanarySettings;
import dev.attune.registry.canary.NewCanary;
import dev.attune.registry.store.Sql;

/** Canaries that run and those that ran. */
@ApplicationScoped
public class CanaryStore {

    private static final String SELECT = "select canary_id, channel, checkpoint_id, production_id, share, salt,"
            + " cast(settings as text), reason, started_by, started_at, outcome, ended_reason, ended_by, ended_at,"
            + " cast(figures as text), failures, extract(epoch from clock_timestamp() - started_at)"
            + " from registry.canaries";

    private final Sql sql;

    CanaryStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * A row.
     *
     * @param failures of the canary, one after the other, until now
     * @param seconds since it started
     * @param end and
     * @param figures absent while it runs
     */
    public record Row(
            String canaryId,
            String channel,
            String checkpointId,
            String productionId,
            double share,
            String salt,
            CanarySettings settings,
            String reason,
            String by,
            Instant startedAt,
            int failures,
            double seconds,
            @Nullable End end,
            @Nullable CanaryFigures figures) {}

    public void add(String canaryId, String productionId, String salt, NewCanary canary) {
        sql.update(
                "insert into registry.canaries (canary_id, channel, checkpoint_id, production_id, share, salt, settings,"
                        + " reason, started_by) values (?1, ?2, ?3, ?4, ?5, ?6, cast(?7 as jsonb), ?8, ?9)",
                canaryId,
                canary.channel(),
                canary.checkpointId(),
                productionId,
                canary.share(),
                salt,
                Sql.json(canary.settings()),
                canary.reason(),
                canary.by());
    }

    /** The one that runs on a channel. */
    public Optional<Row> running(String channel) {
        return first(" where channel = ?1 and outcome is null", channel);
    }

    public Optional<Row> find(String canaryId) {
        return first(" where canary_id = ?1", canaryId);
    }

    /** All that run. */
    public List<Row> running() {
        return sql.rows(CanaryStore::row, SELECT + " where outcome is null order by channel");
    }

    /** Of a channel, newest first. */
    public List<Row> of(String channel, int limit) {
        return sql.rows(
                CanaryStore::row,
                SELECT + " where channel = ?1 order by started_at desc, canary_id limit ?2",
                channel,
                limit);
    }

    public void share(String canaryId, double share) {
        sql.update("update registry.canaries set share = ?2 where canary_id = ?1", canaryId, share);
    }

    /** One more failure of the canary in a row, or the end of the row. */
    public void failed(String canaryId, boolean failed) {
        sql.update(
                "update registry.canaries set failures = case when ?2 then failures + 1 else 0 end where canary_id = ?1",
                canaryId,
                failed);
    }

    /** Ends it. Who was met is forgotten: the scores that stay name nobody. */
    public void end(String canaryId, End end, CanaryFigures figures) {
        sql.update(
                "update registry.canaries set outcome = ?2, ended_reason = ?3, ended_by = ?4, ended_at = ?5,"
                        + " figures = cast(?6 as jsonb) where canary_id = ?1",
                canaryId,
                end.outcome(),
                end.reason(),
                end.by(),
                end.at(),
                Sql.json(figures));
        sql.update("delete from registry.canary_votes where canary_id = ?1", canaryId);
        sql.update("delete from registry.canary_people where canary_id = ?1", canaryId);
    }

    private Optional<Row> first(String where, String value) {
        return sql.rows(CanaryStore::row, SELECT + where, value).stream().findFirst();
    }

    private static Row row(Object[] row) {
        return new Row(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                Sql.decimal(row[4]),
                (String) row[5],
                Sql.json(row[6], CanarySettings.class),
                (String) row[7],
                (String) row[8],
                (Instant) row[9],
                Sql.number(row[15]),
                Sql.decimal(row[16]),
                row[10] == null
                        ? null
                        : new End((String) row[10], (String) row[11], (String) row[12], (Instant) row[13]),
                row[14] == null ? null : Sql.json(row[14], CanaryFigures.class));
    }
}
