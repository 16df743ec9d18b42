package dev.attune.feedback.rest.history;

import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.elytron.security.common.BcryptUtil;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.RealService;

import static org.assertj.core.api.Assertions.assertThat;

/** A database in which people rated before there was any history or review. */
class UpgradeIT {

    private static final String PASSWORD = "correct horse battery";
    private static final String BEFORE_HISTORY = "42";

    /**
     * Items by the end of their id: 1 all say the first is better, however strongly; 2 a slightly better first answer against a much
     * better second one; 3 a tie against both bad; 4 differs only by a rating that was taken back; 5 two rankings the other way
     * round; 6 rankings of the best two of four, of which one pair differs; 7 a skip beside one rating; 8 the same from both sides of
     * the screen.
     */
    private static final String FILLED = """
            INSERT INTO feedback.account (id, name, password_hash, roles, pseudonym, must_change_password, created_at)
            SELECT CAST('00000000-0000-0000-0000-00000000000' || n AS uuid), 'old-' || n, '%s', CASE n WHEN 3 THEN 'ADMINISTRATOR' ELSE 'ANNOTATOR' END, 'rater-' || n, false,
                   now()
            FROM generate_series(1, 3) n;
            INSERT INTO feedback.project (id, name, guidelines, ratings_per_item, created_at)
            VALUES ('00000000-0000-0000-0001-000000000000', 'old', 'be kind', 2, now());
            INSERT INTO feedback.prompt (id, project_id, messages, fingerprint, split, created_at)
            SELECT CAST('00000000-0000-0000-0002-00000000000' || n AS uuid), '00000000-0000-0000-0001-000000000000',
                   '[{"role":"user","content":"question ' || n || '"}]', 'f' || n, 'TRAIN', now()
            FROM generate_series(1, 8) n;
            INSERT INTO feedback.item (id, project_id, prompt_id, first_candidate_id, second_candidate_id, first_candidate,
                second_candidate, ratings_per_item, accepted, created_at, form, candidates, candidates_key)
            SELECT CAST('00000000-0000-0000-0003-00000000000' || n AS uuid), '00000000-0000-0000-0001-000000000000',
                   CAST('00000000-0000-0000-0002-00000000000' || n AS uuid), p.a, p.b, p.ta, p.tb, 2, 2, now(), p.form, p.all, p.key
            FROM generate_series(1, 8) n
                CROSS JOIN LATERAL (SELECT '{"candidateId":"%s","text":"text %s","checkpointId":"c","sampling":{"temperature":1.0,'
                    || '"topP":1.0,"topK":0,"maxNewTokens":1,"seed":0},"finishReason":"stop"}' AS one) f
                CROSS JOIN LATERAL (SELECT
                    CASE WHEN n NOT IN (5, 6) THEN 'a' END AS a, CASE WHEN n NOT IN (5, 6) THEN 'b' END AS b,
                    CASE WHEN n NOT IN (5, 6) THEN format(f.one, 'a', 'a') END AS ta,
                    CASE WHEN n NOT IN (5, 6) THEN format(f.one, 'b', 'b') END AS tb,
                    CASE WHEN n IN (5, 6) THEN '{"task":"RANK","answers":4,"top":2,"axes":[],"flags":[],"comment":true,'
                        || '"correction":false,"highlights":[]}' END AS form,
                    CASE WHEN n IN (5, 6) THEN '[' || concat_ws(',', format(f.one, 'a', 'a'), format(f.one, 'b', 'b'),
                        format(f.one, 'c', 'c'), format(f.one, 'd', 'd')) || ']' END AS all,
                    CASE WHEN n IN (5, 6) THEN 'RANK:' || n END AS key) p;
            INSERT INTO feedback.rating (id, item_id, project_id, account_id, verdict, strength, left_first, dwell_millis, source,
                rated_at, withdrawn_at, ranking, answer_order)
            SELECT gen_random_uuid(), CAST('00000000-0000-0000-0003-00000000000' || r.item AS uuid),
                   '00000000-0000-0000-0001-000000000000', CAST('00000000-0000-0000-0000-00000000000' || r.who AS uuid),
                   r.verdict, r.strength, r.left_first, 1000, 'page', now() - r.item * interval '1 minute',
                   CASE WHEN r.withdrawn THEN now() END, CAST(r.ranking AS jsonb), r.shown
            FROM (VALUES
                (1, 1, 'LEFT', 1, true, false, NULL, NULL), (1, 2, 'LEFT', 3, true, false, NULL, NULL),
                (2, 1, 'LEFT', 1, true, false, NULL, NULL), (2, 2, 'LEFT', 3, false, false, NULL, NULL),
                (3, 1, 'TIE', 0, true, false, NULL, NULL), (3, 2, 'BOTH_BAD', 0, true, false, NULL, NULL),
                (4, 1, 'RIGHT', 2, true, false, NULL, NULL), (4, 2, 'LEFT', 3, true, true, NULL, NULL),
                (4, 3, 'RIGHT', 1, true, false, NULL, NULL),
                (5, 1, 'RANKED', 0, true, false, '[[0],[1],[2],[3]]', '3,2,1,0'),
                (5, 2, 'RANKED', 0, true, false, '[[3],[2],[1],[0]]', '0,1,2,3'),
                (6, 1, 'RANKED', 0, true, false, '[[0],[1]]', '0,1,2,3'),
                (6, 2, 'RANKED', 0, true, false, '[[1],[0]]', '0,1,2,3'),
                (7, 1, 'LEFT', 3, true, false, NULL, NULL), (7, 2, 'SKIP', 0, true, false, NULL, NULL),
                (8, 1, 'LEFT', 2, true, false, NULL, NULL), (8, 2, 'RIGHT', 2, false, false, NULL, NULL))
                AS r(item, who, verdict, strength, left_first, withdrawn, ranking, shown)
            """;

    @Test
    void disagreementAndHistoryAreRightAfterwards() {
        try (RealService service = new RealService()) {
            Flyway.configure()
                    .dataSource(service.url(), "postgres", "postgres")
                    .schemas("feedback")
                    .target(BEFORE_HISTORY)
                    .load()
                    .migrate();
            service.execute(FILLED.replaceFirst("%s", Matcher.quoteReplacement(BcryptUtil.bcryptHash(PASSWORD))));

            service.start();

            assertThat(service.query("SELECT right(CAST(id AS text), 1) || ':' || disagreement || ':' || review"
                            + " FROM feedback.item ORDER BY id"))
                    .containsExactly(
                            "1:0:NONE",
                            "2:4:NONE",
                            "3:1:NONE",
                            "4:0:NONE",
                            "5:6:NONE",
                            "6:1:NONE",
                            "7:0:NONE",
                            "8:0:NONE");
            strongestFirst(service.again("old-3"));
            ownRatings(service.again("old-2"));
        }
    }

    private static void strongestFirst(Api administrator) {
        JsonNode list = administrator
                .get("/api/projects/00000000-0000-0000-0001-000000000000/review?kind=DISAGREEING")
                .body();
        assertThat(texts(list.path("items"), "question"))
                .containsExactly("question 5", "question 2", "question 3", "question 6");
    }

    private static void ownRatings(Api old) {
        JsonNode ratings = old.get("/api/ratings").body().path("ratings");
        // What was taken back before is none of them, and nothing was revised.
        assertThat(texts(ratings, "verdict"))
                .containsExactly("LEFT", "LEFT", "BOTH_BAD", "RANKED", "RANKED", "SKIP", "RIGHT");
        assertThat(ratings).allSatisfy(rating -> {
            assertThat(rating.path("version").asInt()).isEqualTo(1);
            assertThat(rating.path("revisedAt").isNull()).isTrue();
            assertThat(rating.path("refused").isNull()).isTrue();
        });
        assertThat(ratings.path(3).path("answers").toString())
                .isEqualTo("[\"text a\",\"text b\",\"text c\",\"text d\"]");
        assertThat(ratings.path(6).path("answers").path(0).asText()).isEqualTo("text b");
    }

    private static List<String> texts(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.has(field))
                .map(row -> row.path(field).asText())
                .toList();
    }
}
