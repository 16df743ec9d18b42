package dev.attune.feedback.store.need;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.need.Need;
import dev.attune.feedback.need.NeedState;
import dev.attune.feedback.store.Sql;

/** What items ask of their raters. */
@ApplicationScoped
public class NeedStore {

    private static final String PROMPTS = "ANY (CAST(string_to_array(?2, ',') AS uuid[]))";

    private static final String FITTING = """
            FROM feedback.project_member m JOIN feedback.account a ON a.id = m.account_id
            WHERE m.project_id = n.project_id AND NOT a.disabled AND 'ANNOTATOR' = ANY (string_to_array(a.roles, ','))
              AND n.skills <@ m.skills
              AND (n.language IS NULL
                   OR EXISTS (SELECT 1 FROM unnest(m.languages) AS l(tag)
                              WHERE n.language = l.tag OR starts_with(n.language, l.tag || '-')))
            """;

    private final Sql sql;

    NeedStore(Sql sql) {
        this.sql = sql;
    }

    /** The need's number in the project; null for no need. */
    public @Nullable Integer id(UUID project, Need need) {
        if (need.equals(Need.NONE)) {
            return null;
        }
        String skills = String.join(",", need.skills());
        sql.update("""
                INSERT INTO feedback.need (project_id, language, skills)
                VALUES (?1, CAST(?2 AS text), string_to_array(?3, ',')) ON CONFLICT DO NOTHING
                """, project, need.language(), skills);
        return ((Number) sql.rows("""
                        SELECT id FROM feedback.need
                        WHERE project_id = ?1 AND coalesce(language, '') = ?2 AND skills = string_to_array(?3, ',')
                        """, project, need.language() == null ? "" : need.language(), skills)
                        .getFirst())
                .intValue();
    }

    /** The prompts ask for this from now on, and their items that wait. */
    public void ask(UUID project, Collection<UUID> prompts, @Nullable Integer need) {
        sql.update(
                "UPDATE feedback.prompt SET need = CAST(?3 AS integer) WHERE project_id = ?1 AND id = " + PROMPTS,
                project,
                ids(prompts),
                need);
        sql.update(
                "UPDATE feedback.open_item o SET need = coalesce(CAST(?3 AS integer), 0) FROM feedback.item i"
                        + " WHERE o.item_id = i.id AND i.project_id = ?1 AND o.tier >= 0 AND i.prompt_id = " + PROMPTS,
                project,
                ids(prompts),
                need);
    }

    /** The prompts, and their items that wait, have this priority from now on. */
    public void prioritise(UUID project, Collection<UUID> prompts, int priority) {
        sql.update(
                "UPDATE feedback.prompt SET priority = CAST(?3 AS smallint) WHERE project_id = ?1 AND id = " + PROMPTS,
                project,
                ids(prompts),
                priority);
        sql.update(
                "UPDATE feedback.open_item o SET tier = 2 - CAST(?3 AS smallint) FROM feedback.item i"
                        + " WHERE o.item_id = i.id AND i.project_id = ?1 AND i.prompt_id = " + PROMPTS,
                project,
                ids(prompts),
                priority);
    }

    /** How many of the prompts the project has. */
    public int count(UUID project, Collection<UUID> prompts) {
        return ((Number) sql.row(
                        "SELECT count(*) FROM feedback.prompt WHERE project_id = ?1 AND id = " + PROMPTS,
                        project,
                        ids(prompts)))
                .intValue();
    }

    /** What waiting items ask, and how many members have that. */
    public List<NeedState> states(UUID project) {
        return sql.rows("""
                SELECT n.language, array_to_string(n.skills, ','), w.waiting, (SELECT count(*)
                """ + FITTING + """
                       ), w.wanted
                FROM feedback.need n
                    JOIN (SELECT q.need, count(*) AS waiting, max(i.ratings_per_item) AS wanted
                          FROM feedback.open_item q JOIN feedback.item i ON i.id = q.item_id
                          WHERE q.project_id = ?1 AND q.need > 0 GROUP BY q.need) w ON w.need = n.id
                WHERE n.project_id = ?1 ORDER BY n.language NULLS FIRST, n.skills
                """, project).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new NeedState(
                        (String) columns[0],
                        list((String) columns[1]),
                        ((Number) columns[2]).longValue(),
                        ((Number) columns[3]).longValue(),
                        ((Number) columns[4]).intValue()))
                .toList();
    }

    /** What waiting items ask that the account does not have. */
    public List<Need> missing(UUID project, UUID account) {
        return sql.rows("""
                SELECT n.language, array_to_string(n.skills, ',') FROM feedback.need n
                WHERE n.project_id = ?1
                  AND EXISTS (SELECT 1 FROM feedback.open_item q WHERE q.project_id = ?1 AND q.need = n.id)
                  AND NOT EXISTS (SELECT 1
                """ + FITTING + """
                                  AND m.account_id = ?2)
                ORDER BY n.language NULLS FIRST, n.skills LIMIT 20
                """, project, account).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new Need((String) columns[0], list((String) columns[1])))
                .toList();
    }

    static List<String> list(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(","));
    }

    private static String ids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }
}
