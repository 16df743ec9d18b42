package dev.attune.feedback.store.lease;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.LeaseStore.Lease;
import dev.attune.feedback.store.Sql;

/** What {@link LeaseStore} does with one lease, with several by one statement. */
@ApplicationScoped
public class LeaseSets {

    private final Sql sql;
    private final LeaseStore leases;

    LeaseSets(Sql sql, LeaseStore leases) {
        this.sql = sql;
        this.leases = leases;
    }

    /**
     * Until the transaction ends rows are looked up by indexes alone. Plans outlive the moment that they were made for: those of a database in which
     * nothing was rated yet read whole tables, until statistics are made of it.
     */
    public void byIndexes() {
        sql.rows("SELECT set_config('enable_seqscan', 'off', true)");
    }

    /** Who rates where. */
    public record Owner(UUID project, UUID account) {}

    /**
     * Holds leases until the transaction ends.
     *
     * @param wait wait for those that others hold at this moment, instead of leaving them out
     */
    public Map<UUID, Lease> hold(Collection<UUID> ids, boolean wait) {
        return leases
                .where("WHERE id = ANY(?1) ORDER BY id FOR UPDATE" + (wait ? "" : " SKIP LOCKED"), (Object)
                        ids.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Lease::id, Function.identity()));
    }

    /** These have served; see {@link LeaseStore#use}. */
    public void use(Collection<UUID> ids) {
        sql.update("UPDATE feedback.lease SET used_at = clock_timestamp() WHERE id = ANY(?1)", (Object)
                ids.toArray(UUID[]::new));
    }

    /** What was handed out in advance after each of these begins now; see {@link LeaseStore#beginNext}. */
    public void beginNext(Collection<UUID> before, Duration duration) {
        sql.update("""
                UPDATE feedback.lease
                SET granted_at = clock_timestamp(), expires_at = clock_timestamp() + make_interval(secs => ?2)
                WHERE id IN (SELECT l.id
                             FROM feedback.lease b JOIN feedback.lease l
                                 ON l.account_id = b.account_id AND l.project_id = b.project_id AND l.granted_at > b.granted_at
                             WHERE b.id = ANY(?1) AND l.used_at IS NULL
                               AND l.expires_at > clock_timestamp() + interval '5 seconds'
                             FOR UPDATE OF l SKIP LOCKED)
                """, before.toArray(UUID[]::new), duration.toMillis() / 1000.0);
    }

    /** Until the transaction ends nobody else hands out items to those who are returned: the others have a request under way. */
    public Set<Owner> tryLock(List<Owner> owners) {
        Set<Owner> locked = new HashSet<>();
        sql.rows("""
                SELECT o.n FROM unnest(?1) WITH ORDINALITY AS o(name, n)
                WHERE pg_try_advisory_xact_lock(hashtextextended(o.name, 0))
                """, (Object) owners.stream().map(LeaseSets::lock).toArray(String[]::new))
                .forEach(n -> locked.add(owners.get(((Number) n).intValue() - 1)));
        return locked;
    }

    private static String lock(Owner owner) {
        return Sql.lockName(LeaseStore.lockName(owner.project(), owner.account()));
    }

    /** What each holds now, the older first. */
    public Map<Owner, List<Lease>> live(Collection<Owner> owners) {
        return leases
                .where(
                        """
                        WHERE (account_id, project_id) IN (SELECT * FROM unnest(?1, ?2))
                          AND used_at IS NULL AND expires_at > clock_timestamp()
                        ORDER BY granted_at
                        """,
                        owners.stream().map(Owner::account).toArray(UUID[]::new),
                        owners.stream().map(Owner::project).toArray(UUID[]::new))
                .stream()
                .collect(Collectors.groupingBy(lease -> new Owner(lease.projectId(), lease.accountId())));
    }
}
