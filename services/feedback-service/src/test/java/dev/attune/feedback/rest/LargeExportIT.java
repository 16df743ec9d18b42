package dev.attune.feedback.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkus.test.junit.QuarkusTest;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * As many rows as are asked for leave within half a gibibyte, in which service, test and broker stand together:
 * {@code -Dattune.export.rows=10000000 -Dattune.test.heap=512m}. PostgreSQL fills itself, about 1.2 KB for each row.
 */
@QuarkusTest
@EnabledIfSystemProperty(named = "attune.export.rows", matches = "[0-9]+")
class LargeExportIT extends ServiceFixture {

    private static final Logger LOG = Logger.getLogger(LargeExportIT.class);
    private static final int AT_ONCE = 50_000;

    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void memoryDoesNotGrowWithTheRows() throws IOException {
        long rows = Long.getLong("attune.export.rows", 0);
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(512L << 20);
        Api engineer = someone("engineer");
        String project = project(engineer, 1);
        engineer.postOnce(
                "/api/projects/" + project + "/preferences",
                Map.of(
                        "format",
                        "trl",
                        "pairs",
                        List.of(Map.of(
                                "prompt", List.of(Message.user("The first")), "chosen", "Yes.", "rejected", "No."))));
        long start = System.nanoTime();
        for (long done = 1; done < rows; done += AT_ONCE) {
            fill(project, done, Math.min(done + AT_ONCE, rows) - 1);
        }
        LOG.infof("%d rows were filled in within %s", rows, since(start));
        for (String form : List.of("preference", "parquet")) {
            long begun = System.nanoTime();
            Size size = read(engineer, "/api/projects/" + project + "/exports/" + form);
            LOG.infof(
                    "%s: %d rows, %d bytes in %s; the process had at most %s",
                    form, rows, size.bytes(), since(begun), peak());
            assertThat(size.bytes()).isGreaterThan(rows);
            if (form.equals("preference")) {
                assertThat(size.lines()).isEqualTo(rows);
            }
        }
    }

    private record Size(long bytes, long lines) {}

    private static Size read(Api engineer, String path) throws IOException {
        long bytes = 0;
        long lines = 0;
        byte[] piece = new byte[1 << 16];
        try (InputStream file = engineer.open(path)) {
            for (int count = file.read(piece); count >= 0; count = file.read(piece)) {
                bytes += count;
                for (int i = 0; i < count; i++) {
                    lines += piece[i] == '\n' ? 1 : 0;
                }
            }
        }
        return new Size(bytes, lines);
    }

    /** Prompts, items and ratings of these numbers, after the pair that was imported. */
    private void fill(String project, long from, long to) {
        sql("""
                WITH some AS (SELECT g, gen_random_uuid() AS prompt, gen_random_uuid() AS item
                              FROM generate_series(?, ?) g),
                model AS (SELECT i.*, r.account_id FROM feedback.item i JOIN feedback.rating r ON r.item_id = i.id
                          WHERE i.project_id = CAST(? AS uuid) ORDER BY i.position LIMIT 1),
                prompts AS (INSERT INTO feedback.prompt (id, project_id, messages, fingerprint, split, created_at)
                    SELECT s.prompt, m.project_id, '[{"role":"user","content":"Question ' || s.g || '"}]',
                        'many' || s.g, 'TRAIN', now() FROM some s, model m RETURNING id),
                items AS (INSERT INTO feedback.item (id, project_id, prompt_id, first_candidate_id, second_candidate_id,
                        first_candidate, second_candidate, ratings_per_item, accepted, created_at)
                    SELECT s.item, m.project_id, p.id, 'a', 'b', replace(m.first_candidate, '"Yes."', '"Yes ' || s.g || '."'),
                        m.second_candidate, 1, 1, now() FROM some s JOIN prompts p ON p.id = s.prompt, model m
                    RETURNING id)
                INSERT INTO feedback.rating (id, item_id, project_id, account_id, verdict, strength, left_first,
                    dwell_millis, source, rated_at)
                SELECT gen_random_uuid(), i.id, m.project_id, m.account_id, 'LEFT', 1, true, 0, 'page', now()
                FROM items i, model m
                """, from, to, project);
    }

    private static String since(long start) {
        return Duration.ofNanos(System.nanoTime() - start).truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + "";
    }

    /** Of this process, as Linux counts it: heap, code and what lies outside. */
    private static String peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("?")
                .replaceAll("\\s+", " ");
    }
}
