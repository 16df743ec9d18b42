package dev.attune.feedback.service;

import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What is old is forgotten, all of it though a little at a time; what is young stays. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class HousekeepingIT extends ServiceFixture {

    @Inject
    Housekeeping housekeeping;

    @Test
    void forgetsByAge() {
        String mark = "kept-" + UUID.randomUUID();
        sql(
                "INSERT INTO feedback.processed_event (id, processed_at) SELECT ? || n, clock_timestamp() - interval"
                        + " '31 days' FROM generate_series(1, 1201) n",
                mark + "-old-");
        sql(
                "INSERT INTO feedback.processed_event (id, processed_at) VALUES (?, clock_timestamp() - interval '29 days')",
                mark + "-young");
        for (int days : new int[] {6, 8}) {
            sql(
                    "INSERT INTO feedback.idempotency (account_id, key, request_hash, created_at)"
                            + " VALUES (?, ?, 'h', clock_timestamp() - make_interval(days => ?))",
                    UUID.randomUUID(),
                    mark + "-" + days,
                    days);
        }

        housekeeping.forgetOld();

        assertThat(queryOne("SELECT string_agg(id, ' ') FROM feedback.processed_event WHERE id LIKE ?", mark + "%"))
                .isEqualTo(mark + "-young");
        assertThat(queryOne("SELECT string_agg(key, ' ') FROM feedback.idempotency WHERE key LIKE ?", mark + "%"))
                .isEqualTo(mark + "-6");
    }
}
