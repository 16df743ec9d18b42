package dev.attune.feedback.store.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.review.FlagReason;
import dev.attune.feedback.review.ReviewCounts;
import dev.attune.feedback.review.ReviewKind;
import dev.attune.feedback.review.ReviewList;
import dev.attune.feedback.review.ReviewQuery;
import dev.attune.feedback.review.ReviewRow;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** The lists that reviewers work through. */
@ApplicationScoped
public class ReviewLists {

    private static final int QUESTION = 240;

    private static final String UNSEEN = """
            EXISTS (SELECT 1 FROM feedback.item_note n
                    WHERE n.item_id = i.id AND n.seen_at IS NULL AND n.author_id = n.rater_id)
            """;

    private static final String RATED = """
            EXISTS (SELECT 1 FROM feedback.rating r
                    WHERE r.item_id = i.id AND r.account_id = ?2 AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP')
            """;

    /** Only where people write the answer there are no candidates. */
    private static final String WRITTEN = " i.candidates = '[]' AND i.accepted > 0 ";

    /** One who skips may lack what an item takes; of three, hardly anybody has it. */
    private static final String SKIPPED = """
             i.accepted < i.ratings_per_item
            AND i.id IN (SELECT r.item_id FROM feedback.rating r
                         WHERE r.project_id = ?1 AND r.verdict = 'SKIP' AND r.withdrawn_at IS NULL
                         GROUP BY r.item_id HAVING count(*) >= 3)
            """;

    private static final String ROWS = """
            SELECT i.id, i.review, q.messages, i.accepted, i.ratings_per_item, i.disagreement,
                   (SELECT string_agg(CASE WHEN r.left_first OR r.verdict NOT IN ('LEFT', 'RIGHT') THEN r.verdict
                                           WHEN r.verdict = 'LEFT' THEN 'RIGHT' ELSE 'LEFT' END, ',' ORDER BY r.rated_at)
                    FROM feedback.rating r
                    WHERE r.item_id = i.id AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP'),
                   (SELECT string_agg(f.reason, ',' ORDER BY f.flagged_at) FROM feedback.item_flag f
                    WHERE f.item_id = i.id AND f.decided_at IS NULL),
                   (SELECT count(*) FROM feedback.item_note n
                    WHERE n.item_id = i.id AND n.seen_at IS NULL AND n.author_id = n.rater_id),
                   (SELECT %s),
                   i.position
            FROM feedback.item i JOIN feedback.prompt q ON q.id = i.prompt_id
            WHERE i.project_id = ?1
              AND i.disagreement >= ?3
              AND (?4 = '' OR EXISTS (SELECT 1 FROM feedback.rating r JOIN feedback.account a ON a.id = r.account_id
                                      WHERE r.item_id = i.id AND r.withdrawn_at IS NULL AND a.pseudonym = ?4))
            """.formatted(RATED);

    private static final String BY_POSITION = " AND i.position > ?5 ORDER BY i.position LIMIT ?6";

    private static final String STRONGEST_FIRST =
            " AND (i.disagreement, -i.position) < (?7, -?5)" + " ORDER BY i.disagreement DESC, i.position LIMIT ?6";

    private final Sql sql;

    ReviewLists(Sql sql) {
        this.sql = sql;
    }

    /** Where a list ended. */
    private record Place(int disagreement, long position) {}

    public ReviewList list(ReviewQuery query, UUID viewer) {
        List<?> rows = rows(query, viewer);
        List<ReviewRow> items = new ArrayList<>();
        rows.stream().limit(query.limit()).forEach(row -> items.add(row((Object[]) row)));
        String next = rows.size() <= query.limit() ? null : after((Object[]) rows.get(query.limit() - 1));
        return new ReviewList(counts(query.project(), viewer), items, next);
    }

    private List<?> rows(ReviewQuery query, UUID viewer) {
        boolean strongest = query.kind() == ReviewKind.DISAGREEING;
        Place place = place(query.after(), strongest);
        List<Object> parameters = new ArrayList<>(List.of(
                query.project(),
                viewer,
                strongest ? Math.max(1, query.least()) : query.least(),
                query.rater() == null ? "" : query.rater(),
                place.position(),
                query.limit() + 1));
        if (strongest) {
            parameters.add(place.disagreement());
        }
        String which = switch (query.kind()) {
            case FLAGGED -> " AND i.review = 'FLAGGED'";
            case ADJUDICATED -> " AND i.review = 'ADJUDICATED'";
            case CLOSED -> " AND i.review = 'VOID'";
            case DISAGREEING -> " AND i.review = 'NONE' AND NOT " + RATED;
            case UNSURE -> " AND i.review = 'NONE' AND i.unsure AND NOT " + RATED;
            case SKIPPED -> " AND i.review = 'NONE' AND " + SKIPPED + " AND NOT " + RATED;
            case WRITTEN -> " AND i.review = 'NONE' AND " + WRITTEN + " AND NOT " + RATED;
            case UNSEEN -> " AND " + UNSEEN;
        };
        return sql.rows(ROWS + which + (strongest ? STRONGEST_FIRST : BY_POSITION), parameters.toArray());
    }

    private static Place place(@Nullable String after, boolean strongest) {
        if (after == null) {
            return new Place(Integer.MAX_VALUE, strongest ? 0 : -1);
        }
        String[] parts = after.split("-", 2);
        return new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    private static String after(Object[] row) {
        return row[5] + "-" + row[10];
    }

    private ReviewCounts counts(UUID project, UUID viewer) {
        Object[] counts = (Object[])
                sql.row("""
                SELECT count(*) FILTER (WHERE i.review = 'FLAGGED'),
                       count(*) FILTER (WHERE i.review = 'NONE' AND i.disagreement > 0 AND NOT %s),
                       count(*) FILTER (WHERE i.review = 'ADJUDICATED'),
                       count(*) FILTER (WHERE i.review = 'VOID'),
                       (SELECT count(*) FROM feedback.item i WHERE i.project_id = ?1 AND %s),
                       (SELECT count(*) FROM feedback.item i
                        WHERE i.project_id = ?1 AND i.review = 'NONE' AND %s AND NOT %s),
                       (SELECT count(*) FROM feedback.item i
                        WHERE i.project_id = ?1 AND i.review = 'NONE' AND i.unsure AND NOT %s),
                       (SELECT count(*) FROM feedback.item i
                        WHERE i.project_id = ?1 AND i.review = 'NONE' AND %s AND NOT %s)
                FROM feedback.item i
                WHERE i.project_id = ?1 AND (i.review <> 'NONE' OR i.disagreement > 0)
                """.formatted(RATED, UNSEEN, WRITTEN, RATED, RATED, SKIPPED, RATED), project, viewer);
        return new ReviewCounts(
                number(counts[0]),
                number(counts[1]),
                number(counts[6]),
                number(counts[7]),
                number(counts[5]),
                number(counts[2]),
                number(counts[3]),
                number(counts[4]));
    }

    private static ReviewRow row(Object[] columns) {
        return new ReviewRow(
                (UUID) columns[0],
                ReviewState.valueOf((String) columns[1]),
                question(JsonText.messages((String) columns[2])),
                (int) number(columns[3]),
                (int) number(columns[4]),
                (int) number(columns[5]),
                parts(columns[6]).stream().map(Verdict::valueOf).toList(),
                parts(columns[7]).stream().map(FlagReason::valueOf).toList(),
                (int) number(columns[8]),
                (Boolean) columns[9]);
    }

    private static String question(List<Message> messages) {
        String text = messages.getLast().content();
        return text.codePointCount(0, text.length()) <= QUESTION
                ? text
                : text.substring(0, text.offsetByCodePoints(0, QUESTION)) + "…";
    }

    private static List<String> parts(@Nullable Object joined) {
        return joined == null ? List.of() : Arrays.asList(((String) joined).split(",", -1));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
