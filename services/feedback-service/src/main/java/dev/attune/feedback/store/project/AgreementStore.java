package dev.attune.feedback.store.project;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** What several people said of the same beside verdicts on pairs, counted by the database: what looks alike is one row. */
@ApplicationScoped
public class AgreementStore {

    /** Ratings that people gave here: imported ones have no lease. */
    private static final String GIVEN =
            " r.project_id = ?1 AND r.withdrawn_at IS NULL AND r.lease_id IS NOT NULL AND r.verdict <> 'SKIP' ";

    private final Sql sql;

    AgreementStore(Sql sql) {
        this.sql = sql;
    }

    /** So many items were ranked in these ways; each ranking has the best group first. */
    public record Ranked(List<List<List<Integer>>> rankings, long items) {}

    /** So many answers got these scores on an axis. */
    public record Scored(String axis, List<Integer> scores, long answers) {}

    /** On so many answers so many of those who rated them set the flag. */
    public record Flagged(String flag, long set, long raters, long answers) {}

    public List<Ranked> rankings(UUID project) {
        return sql.rows("""
                SELECT rankings, count(*) FROM (
                    SELECT string_agg(CAST(r.ranking AS text), '|' ORDER BY CAST(r.ranking AS text)) AS rankings
                    FROM feedback.rating r WHERE r.verdict = 'RANKED' AND""" + GIVEN + """
                    GROUP BY r.item_id HAVING count(*) > 1) i
                GROUP BY rankings
                """, project).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new Ranked(
                        Arrays.stream(((String) columns[0]).split("\\|", -1))
                                .map(JsonText::ranking)
                                .toList(),
                        number(columns[1])))
                .toList();
    }

    public List<Scored> scores(UUID project) {
        return sql.rows("""
                SELECT axis, scores, count(*) FROM (
                    SELECT s.key AS axis, string_agg(s.value, ',' ORDER BY s.value) AS scores
                    FROM feedback.rating r
                        CROSS JOIN LATERAL jsonb_array_elements(r.answers) WITH ORDINALITY AS a(remarks, place)
                        CROSS JOIN LATERAL jsonb_each_text(coalesce(a.remarks -> 'scores', '{}')) AS s
                    WHERE r.answers IS NOT NULL AND""" + GIVEN + """
                    GROUP BY r.item_id, a.place, s.key HAVING count(*) > 1) u
                GROUP BY axis, scores ORDER BY axis
                """, project).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new Scored(
                        (String) columns[0],
                        Arrays.stream(((String) columns[1]).split(",", -1))
                                .map(Integer::valueOf)
                                .toList(),
                        number(columns[2])))
                .toList();
    }

    /** Who rated an answer and set no flag said so. */
    public List<Flagged> flags(UUID project) {
        return sql.rows("""
                SELECT flag, set, raters, count(*) FROM (
                    SELECT f.flag, count(*) AS raters,
                           count(*) FILTER (WHERE r.answers -> a.place -> 'flags' @> to_jsonb(f.flag)) AS set
                    FROM feedback.rating r
                        JOIN feedback.item i ON i.id = r.item_id AND i.form IS NOT NULL
                        CROSS JOIN LATERAL jsonb_array_elements_text(CAST(i.form AS jsonb) -> 'flags') AS f(flag)
                        CROSS JOIN LATERAL generate_series(0, CAST(CAST(i.form AS jsonb) ->> 'answers' AS integer) - 1)
                            AS a(place)
                    WHERE""" + GIVEN + """
                    GROUP BY r.item_id, a.place, f.flag HAVING count(*) > 1) u
                GROUP BY flag, set, raters ORDER BY flag
                """, project).stream()
                .map(row -> (Object[]) row)
                .map(columns ->
                        new Flagged((String) columns[0], number(columns[1]), number(columns[2]), number(columns[3])))
                .toList();
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
