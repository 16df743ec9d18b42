package dev.attune.feedback.rest;

import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** A person is erased: what they said, who they were, and what the ring was told of it. */
@QuarkusTest
class PersonErasureIT extends WaysFixture {

    private static final String SECRET = "my neighbour Mr Quillfeather said so";

    /** Tables with a text that holds the words, and their columns. */
    private String holding(String words) {
        return queryOne("""
                WITH texts AS MATERIALIZED (
                    SELECT c.table_name, c.column_name
                    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
                    WHERE c.table_schema = 'feedback' AND t.table_type = 'BASE TABLE'
                      AND c.data_type IN ('text', 'jsonb', 'character varying', 'ARRAY'))
                SELECT coalesce(string_agg(table_name || '.' || column_name, ', ' ORDER BY table_name, column_name), '')
                FROM texts
                WHERE CAST((xpath('/row/n/text()', query_to_xml(format(
                          'SELECT count(*) AS n FROM feedback.%I WHERE CAST(%I AS text) LIKE %L',
                          table_name, column_name, '%' || ? || '%'), false, true, '')))[1] AS text) <> '0'
                """, words);
    }

    private static JsonNode finished(Api administrator, String id) {
        return Eventually.get(
                () -> administrator.get("/api/erasures/" + id).body(),
                erasure -> !erasure.path("finishedAt").isNull());
    }

    private String commented(Api who, String project, String side) {
        Answer assignment = next(who, project);
        Answer rating = rate(
                who,
                assignment,
                Map.of(
                        "verdict",
                        side,
                        "comment",
                        SECRET + " once",
                        "correction",
                        Map.of("position", 0, "text", SECRET + " twice")));
        assertThat(rating.status()).as(rating.toString()).isEqualTo(201);
        return assignment.text("itemId");
    }

    @Test
    void takesRatingsWordsNameAndKeysAndTellsTheRing() {
        Api administrator = administrator();
        String name = account("annotator");
        Api person = nobody().as(name, PASSWORD);
        String project = project(2, COMPARE);
        item(project, "yes", "no");
        item(project, "here", "there");
        String item = commented(person, project, "TIE");
        rate(annotator, next(annotator, project), Map.of("verdict", "LEFT", "strength", 2));
        assertThat(person.send("PUT", "/api/items/" + item + "/flag", Map.of("reason", "OTHER", "words", SECRET))
                        .status())
                .isBetween(200, 299);
        Answer kept = engineer.post("/api/projects/" + project + "/snapshots", Map.of("form", "prompt-completion"));
        assertThat(holding(SECRET)).contains("rating.comment", "outbox.payload");

        Answer begun = administrator.post("/api/accounts/" + name + "/erasure", Map.of("reason", "asked by letter"));

        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
        JsonNode erasure = finished(administrator, begun.text("id"));
        String pseudonym = erasure.path("pseudonym").asText();
        assertThat(holding(SECRET)).as("words in the database").isEmpty();
        assertThat(holding(name)).as("the name in the database").isEqualTo("audit_entry.actor, audit_entry.subject");
        assertThat(holding("\"" + pseudonym + "\"")).isEmpty();
        assertThat(nobody().post("/api/session", Map.of("name", name, "password", PASSWORD))
                        .status())
                .isEqualTo(401);
        assertThat(person.get("/api/session").status()).isEqualTo(401);

        assertThat(told(Topics.PREFERENCES, PreferenceRetracted.class, item, 1))
                .as("what they wrote settles nothing any more")
                .isNotEmpty();
        assertThat(told(Topics.DEMONSTRATIONS, DemonstrationRetracted.class, "asked by letter", 1))
                .isNotEmpty();

        JsonNode touched = erasure.path("projects").path(0);
        assertThat(touched.path("id").asText()).isEqualTo(project);
        assertThat(touched.path("ratings").asInt()).isEqualTo(1);
        assertThat(touched.path("takenOut").asInt()).isEqualTo(1);
        assertThat(touched.path("snapshots").path(0).asText()).isEqualTo(kept.text("sha256"));
        JsonNode keys =
                administrator.get("/api/erasures/" + begun.text("id") + "/keys").body();
        assertThat(keys.path("items").path(0).asText()).isEqualTo(item);
        assertThat(keys.path("ratings")).hasSize(1);
        assertThat(administrator.get("/api/erasures").body().path(0).path("id").asText())
                .isEqualTo(begun.text("id"));
    }

    @Test
    void isDoneOnceByAnotherAndForGood() {
        Api administrator = administrator();
        String name = account("annotator");
        String project = project(1, COMPARE);
        item(project, "yes", "no");
        commented(nobody().as(name, PASSWORD), project, "TIE");
        assertThat(administrator
                        .post("/api/accounts/nobody-here/erasure", Map.of("reason", "x"))
                        .code())
                .isEqualTo("account-unknown");
        assertThat(administrator
                        .post("/api/accounts/" + name + "/erasure", Map.of())
                        .code())
                .isEqualTo("missing-field");
        Answer begun = administrator.post("/api/accounts/" + name + "/erasure", Map.of("reason", "asked by letter"));
        assertThat(begun.status()).isEqualTo(202);
        assertThat(administrator.get("/api/erasures/" + UUID.randomUUID()).code())
                .isEqualTo("erasure-unknown");
        finished(administrator, begun.text("id"));
        assertThat(administrator
                        .post("/api/accounts/" + name + "/erasure", Map.of("reason", "again"))
                        .code())
                .as("nobody of that name is left")
                .isEqualTo("account-unknown");
        String voiding = engineer.get("/api/projects/" + project + "/voidings")
                .body()
                .path(0)
                .path("id")
                .asText();
        assertThat(engineer.postOnce(
                                "/api/projects/" + project + "/voidings/" + voiding + "/reversal",
                                Map.of("reason", "a mistake"))
                        .code())
                .isEqualTo("voiding-state");
    }
}
