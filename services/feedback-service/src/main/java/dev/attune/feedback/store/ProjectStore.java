package dev.attune.feedback.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Annotators;
import dev.attune.feedback.Guidelines;
import dev.attune.feedback.Progress;
import dev.attune.feedback.Project;

/** Projects and how far they are. */
@ApplicationScoped
public class ProjectStore {

    /**
     * What the account may still rate, leaving out what others are about to complete; and what it skipped. All that waits, less what the
     * account has rated of it: nothing is looked at item by item.
     */
    private static final String OWN = """
            WITH fit AS (
                SELECT 0 AS need
                UNION ALL
                SELECT n.id FROM feedback.need n
                    JOIN feedback.project_member m ON m.project_id = n.project_id AND m.account_id = ?2
                WHERE n.project_id = ?1 AND n.skills <@ m.skills
                  AND (n.language IS NULL
                       OR EXISTS (SELECT 1 FROM unnest(m.languages) AS l(tag)
                                  WHERE n.language = l.tag OR starts_with(n.language, l.tag || '-')))),
            rated AS (
                SELECT r.item_id FROM feedback.rating r
                WHERE r.project_id = ?1 AND r.account_id = ?2 AND r.withdrawn_at IS NULL
                UNION
                SELECT r.item_id FROM feedback.rating r WHERE r.project_id = ?1 AND r.account_id = ?2 AND r.not_again),
            held AS (
                SELECT l.item_id FROM feedback.lease l JOIN feedback.item i ON i.id = l.item_id
                WHERE l.project_id = ?1 AND l.account_id <> ?2 AND l.used_at IS NULL AND l.expires_at > clock_timestamp()
                GROUP BY l.item_id, i.accepted, i.ratings_per_item
                HAVING i.accepted + count(*) >= i.ratings_per_item)
            SELECT (SELECT count(*) FROM feedback.open_item q WHERE q.project_id = ?1 AND q.need IN (SELECT need FROM fit))
                   - (SELECT count(*) FROM feedback.open_item q
                      WHERE q.project_id = ?1 AND q.need IN (SELECT need FROM fit)
                        AND q.item_id IN (SELECT item_id FROM rated UNION SELECT item_id FROM held)),
                   (SELECT count(*) FROM feedback.said r
                    WHERE r.project_id = ?1 AND r.account_id = ?2 AND r.withdrawn_at IS NULL AND r.verdict = 'SKIP'),
                   (SELECT count(*) FROM feedback.check_answer r
                    WHERE r.project_id = ?1 AND r.account_id = ?2 AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP')
            """;

    private final Repository repository;
    private final Sql sql;

    ProjectStore(Repository repository, Sql sql) {
        this.repository = repository;
        this.sql = sql;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ProjectEntity, UUID> {}

    public void add(Project project) {
        repository.persistAndFlush(new ProjectEntity(project));
        addGuidelines(project);
    }

    /** Stores what may change of a project. */
    public void change(Project project) {
        sql.update(
                """
                UPDATE feedback.project
                SET name = ?2, guidelines = ?3, guidelines_version = ?4, ratings_per_item = ?5, annotators = ?6,
                    form = CAST(?7 AS text), version = ?8
                WHERE id = ?1
                """,
                project.id(),
                project.name(),
                project.guidelines(),
                project.guidelinesVersion(),
                project.ratingsPerItem(),
                project.annotators().name(),
                JsonText.ofForm(project.form()),
                project.version());
        addGuidelines(project);
    }

    private void addGuidelines(Project project) {
        sql.update("""
                INSERT INTO feedback.guidelines (project_id, version, text, since)
                VALUES (?1, ?2, ?3, clock_timestamp()) ON CONFLICT DO NOTHING
                """, project.id(), project.guidelinesVersion(), project.guidelines());
    }

    /** All versions, oldest first. */
    public List<Guidelines> guidelines(UUID project) {
        return sql
                .rows(
                        "SELECT version, text, since FROM feedback.guidelines WHERE project_id = ?1 ORDER BY version",
                        project)
                .stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new Guidelines(((Number) columns[0]).intValue(), (String) columns[1], (Instant) columns[2]);
                })
                .toList();
    }

    /** Those of the projects that are there. */
    public Map<UUID, Project> byIds(Collection<UUID> ids) {
        return sql.rows(ProjectStore::project, """
                        SELECT id, name, guidelines, guidelines_version, ratings_per_item, annotators, created_at, form, archived_at, version
                        FROM feedback.project WHERE id = ANY(?1) AND deleted_at IS NULL
                        """, (Object) ids.toArray(UUID[]::new)).stream()
                .collect(Collectors.toMap(Project::id, Function.identity()));
    }

    private static Project project(ResultSet row) throws SQLException {
        Timestamp archivedAt = row.getTimestamp(9);
        return new Project(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                Annotators.valueOf(row.getString(6)),
                row.getTimestamp(7).toInstant(),
                JsonText.form(row.getString(8)),
                archivedAt == null ? null : archivedAt.toInstant(),
                row.getInt(10));
    }

    public Optional<Project> byId(UUID id) {
        return repository
                .find("id = ?1 and deletedAt is null", id)
                .firstResultOptional()
                .map(ProjectEntity::project);
    }

    /** Whether there was such a project and it was deleted. */
    public boolean wasDeleted(String id) {
        return !sql.rows("SELECT 1 FROM feedback.deleted_project WHERE CAST(id AS text) = ?1", id)
                .isEmpty();
    }

    public boolean nameIsTaken(String name) {
        return repository.count("name", name) > 0;
    }

    public List<Project> all() {
        return repository.find("deletedAt is null", Sort.by("createdAt").and("name")).stream()
                .map(ProjectEntity::project)
                .toList();
    }

    /** Until the transaction ends nobody else makes a project. */
    public void lock() {
        sql.lock("projects");
    }

    /** Until the transaction ends nobody else adds prompts or pairs to the project. */
    public void lockEntries(UUID project) {
        sql.lock("entries." + project);
    }

    public void countIdenticalAnswers(UUID project) {
        sql.update("UPDATE feedback.project SET identical_answers = identical_answers + 1 WHERE id = ?1", project);
    }

    public Progress progress(UUID project, UUID account) {
        Object[] counts = (Object[]) sql.row("""
                SELECT (SELECT count(*) FROM feedback.prompt WHERE project_id = ?1),
                       (SELECT count(*) FROM feedback.item WHERE project_id = ?1)
                           - (SELECT count(*) FROM feedback.item WHERE project_id = ?1 AND review = 'SUPERSEDED'),
                       (SELECT count(*) FROM feedback.open_item WHERE project_id = ?1)
                           + (SELECT count(*) FROM feedback.item
                              WHERE project_id = ?1 AND review = 'FLAGGED' AND accepted < ratings_per_item),
                       (SELECT count(*) FROM feedback.item WHERE project_id = ?1 AND review = 'VOID'),
                       (SELECT identical_answers FROM feedback.project WHERE id = ?1),
                       (SELECT count(*) FROM feedback.prompt p
                        WHERE p.project_id = ?1 AND p.split = 'TRAIN' AND p.answered_at IS NULL
                          AND NOT EXISTS (SELECT 1 FROM feedback.item i WHERE i.prompt_id = p.id))
                """, project);
        Map<Verdict, Long> byVerdict = new EnumMap<>(Verdict.class);
        long mine = 0;
        for (Object row : ratings(project, account)) {
            Object[] columns = (Object[]) row;
            byVerdict.put(Verdict.valueOf((String) columns[0]), number(columns[1]));
            mine += columns[0].equals(Verdict.SKIP.name()) ? 0 : number(columns[2]);
        }
        Long skips = byVerdict.remove(Verdict.SKIP);
        Object[] own = (Object[]) sql.row(OWN, project, account);
        long ratings = byVerdict.values().stream().mapToLong(Long::longValue).sum();
        long items = number(counts[1]);
        long open = number(counts[2]);
        return new Progress(
                number(counts[0]),
                items,
                open,
                items - open - number(counts[3]),
                ratings,
                skips == null ? 0 : skips,
                mine + number(own[2]),
                number(own[0]),
                number(own[1]),
                byVerdict,
                number(counts[4]),
                number(counts[5]));
    }

    private List<?> ratings(UUID project, UUID account) {
        return sql.rows("""
                SELECT verdict, count(*), count(*) FILTER (WHERE account_id = ?2)
                FROM feedback.rating
                WHERE project_id = ?1 AND withdrawn_at IS NULL
                GROUP BY verdict
                """, project, account);
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
