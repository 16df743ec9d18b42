package dev.attune.feedback.store.rating;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.choice.Draw;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.store.AnswerOrder;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** What {@link dev.attune.feedback.store.RatingStore} does with one rating, with several by one statement. */
@ApplicationScoped
public class RatingSets {

    private static final String INSERT = """
            INSERT INTO feedback.rating (id, item_id, project_id, account_id, lease_id, verdict, strength, left_first, dwell_millis,
                                         source, rated_at, comment, answer_order, guidelines_version, ranking, answers, correction_of,
                                         correction, demonstration, strategy, even, propensity)
            SELECT id, item_id, project_id, account_id, lease_id, verdict, strength, left_first, dwell_millis,
                   source, rated_at, comment, answer_order, guidelines_version, CAST(ranking AS jsonb), CAST(answers AS jsonb), correction_of,
                   correction, demonstration, strategy, even, propensity
            FROM unnest(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
                AS r(id, item_id, project_id, account_id, lease_id, verdict, strength, left_first, dwell_millis,
                     source, rated_at, comment, answer_order, guidelines_version, ranking, answers, correction_of,
                     correction, demonstration, strategy, even, propensity)
            """;

    private static final String OF_ITEMS = """
            SELECT id, item_id, project_id, account_id, lease_id, verdict, strength, left_first, dwell_millis, source, rated_at, comment,
                   answer_order, guidelines_version, ranking, answers, correction_of, correction, demonstration, strategy, even, propensity
            FROM feedback.rating WHERE item_id = ANY(?1) AND withdrawn_at IS NULL AND verdict <> 'SKIP'
            ORDER BY rated_at, id
            """;

    private final Sql sql;

    RatingSets(Sql sql) {
        this.sql = sql;
    }

    public void add(List<Judgement> judgements) {
        List<Details> details = judgements.stream().map(Judgement::details).toList();
        sql.update(
                INSERT,
                column(judgements, UUID[]::new, Judgement::id),
                column(judgements, UUID[]::new, Judgement::itemId),
                column(judgements, UUID[]::new, Judgement::projectId),
                column(judgements, UUID[]::new, Judgement::accountId),
                column(judgements, UUID[]::new, Judgement::leaseId),
                column(
                        judgements,
                        String[]::new,
                        judgement -> judgement.verdict().name()),
                column(judgements, Integer[]::new, Judgement::strength),
                column(judgements, Boolean[]::new, Judgement::leftFirst),
                column(judgements, Long[]::new, Judgement::dwellMillis),
                column(judgements, String[]::new, Judgement::source),
                column(judgements, Instant[]::new, Judgement::ratedAt),
                column(judgements, String[]::new, Judgement::comment),
                column(details, String[]::new, of -> of.order().isEmpty() ? null : AnswerOrder.text(of.order())),
                column(details, Integer[]::new, Details::guidelinesVersion),
                column(details, String[]::new, of -> json(of.ranking())),
                column(details, String[]::new, of -> json(of.remarks())),
                column(details, Integer[]::new, of -> correction(of, Details.Correction::answer)),
                column(details, String[]::new, of -> correction(of, Details.Correction::text)),
                column(details, String[]::new, Details::demonstration),
                column(
                        details,
                        String[]::new,
                        of -> draw(of, draw -> draw.strategy().name())),
                column(details, Boolean[]::new, of -> draw(of, Draw::even)),
                column(details, Double[]::new, of -> draw(of, Draw::propensity)));
    }

    /** The ratings of items that count, oldest first, without those of who skipped; items without ratings are not there. */
    public Map<UUID, List<Judgement>> of(Collection<UUID> items) {
        return items.isEmpty()
                ? Map.of()
                : sql.rows(RatingSets::judgement, OF_ITEMS, (Object) items.toArray(UUID[]::new)).stream()
                        .collect(Collectors.groupingBy(Judgement::itemId));
    }

    /** Those of one item. */
    public List<Judgement> of(UUID item) {
        return of(List.of(item)).getOrDefault(item, List.of());
    }

    private static <T, C> C[] column(List<T> rows, IntFunction<C[]> type, Function<T, @Nullable C> value) {
        C[] column = type.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }

    private static @Nullable String json(List<?> said) {
        return said.isEmpty() ? null : JsonText.of(said);
    }

    private static <C> @Nullable C correction(Details details, Function<Details.Correction, C> value) {
        Details.Correction correction = details.correction();
        return correction == null ? null : value.apply(correction);
    }

    private static <C> @Nullable C draw(Details details, Function<Draw, C> value) {
        Draw draw = details.draw();
        return draw == null ? null : value.apply(draw);
    }

    private static Judgement judgement(ResultSet row) throws SQLException {
        return new Judgement(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getObject(5, UUID.class),
                Verdict.valueOf(row.getString(6)),
                row.getInt(7),
                row.getBoolean(8),
                row.getLong(9),
                row.getString(10),
                row.getTimestamp(11).toInstant(),
                row.getString(12),
                details(row));
    }

    private static Details details(ResultSet row) throws SQLException {
        Integer correctionOf = (Integer) row.getObject(17);
        String correction = row.getString(18);
        return new Details(
                AnswerOrder.read(row.getString(13)),
                JsonText.ranking(row.getString(15)),
                JsonText.remarks(row.getString(16)),
                correctionOf == null || correction == null ? null : new Details.Correction(correctionOf, correction),
                row.getString(19),
                (Integer) row.getObject(14),
                Draw.read(row.getString(20), (Boolean) row.getObject(21), (Double) row.getObject(22)));
    }
}
