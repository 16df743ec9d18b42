package dev.attune.feedback.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.Progress;
import dev.attune.feedback.Project;

/** Projects and how far they are. */
@ApplicationScoped
public class ProjectStore {

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
    }

    public Optional<Project> byId(UUID id) {
        return repository.findByIdOptional(id).map(ProjectEntity::project);
    }

    public boolean nameIsTaken(String name) {
        return repository.count("name", name) > 0;
    }

    public List<Project> all() {
        return repository.findAll(Sort.by("createdAt").and("name")).stream()
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
                       count(*),
                       count(*) FILTER (WHERE accepted < ratings_per_item),
                       (SELECT identical_answers FROM feedback.project WHERE id = ?1)
                FROM feedback.item WHERE project_id = ?1
                """, project);
        Map<Verdict, Long> byVerdict = new EnumMap<>(Verdict.class);
        long mine = 0;
        for (Object row : ratings(project, account)) {
            Object[] columns = (Object[]) row;
            byVerdict.put(Verdict.valueOf((String) columns[0]), number(columns[1]));
            mine += columns[0].equals(Verdict.SKIP.name()) ? 0 : number(columns[2]);
        }
        Long skips = byVerdict.remove(Verdict.SKIP);
        long ratings = byVerdict.values().stream().mapToLong(Long::longValue).sum();
        long items = number(counts[1]);
        long open = number(counts[2]);
        return new Progress(
                number(counts[0]),
                items,
                open,
                items - open,
                ratings,
                skips == null ? 0 : skips,
                mine,
                byVerdict,
                number(counts[3]));
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
