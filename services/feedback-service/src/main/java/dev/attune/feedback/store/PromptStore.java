package dev.attune.feedback.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Prompt;

/** The prompts of projects. */
@ApplicationScoped
public class PromptStore {

    private final Repository repository;
    private final Sql sql;

    PromptStore(Repository repository, Sql sql) {
        this.repository = repository;
        this.sql = sql;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<PromptEntity, UUID> {}

    public void addAll(List<Prompt> prompts) {
        addAll(prompts, false);
    }

    /** Prompts that come with a known answer: they check raters, and are nobody's training data. */
    public void addChecks(List<Prompt> prompts) {
        addAll(prompts, true);
    }

    private void addAll(List<Prompt> prompts, boolean forCheck) {
        Instant now = Instant.now();
        List<PromptEntity> rows =
                prompts.stream().map(prompt -> new PromptEntity(prompt, now)).toList();
        rows.forEach(row -> row.forCheck = forCheck);
        repository.persist(rows);
        repository.flush();
        rows.forEach(repository.getEntityManager()::detach);
    }

    /** Answers to the prompt have come. */
    public void answered(UUID id) {
        repository.update("answeredAt = ?2 where id = ?1 and answeredAt is null", id, Instant.now());
    }

    public Optional<Prompt> byId(UUID id) {
        return Optional.ofNullable(byIds(List.of(id)).get(id));
    }

    public Map<UUID, Prompt> byIds(Collection<UUID> ids) {
        return sql
                .rows(
                        row -> new Prompt(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                JsonText.messages(row.getString(3)),
                                row.getString(4),
                                Split.valueOf(row.getString(5))),
                        "SELECT id, project_id, messages, fingerprint, split FROM feedback.prompt WHERE id = ANY(?1)",
                        (Object) ids.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Prompt::id, Function.identity()));
    }

    /** Up to {@code limit} prompts of the project, without those that check raters, behind the id {@code after}, by their ids. */
    public List<Prompt> after(UUID project, UUID after, int limit) {
        List<PromptEntity> rows = repository
                .find("projectId = ?1 and id > ?2 and forCheck = false order by id", project, after)
                .page(0, limit)
                .list();
        rows.forEach(repository.getEntityManager()::detach);
        return rows.stream().map(PromptEntity::prompt).toList();
    }

    /** The prompts that the project holds already, by fingerprint. */
    public Map<String, Prompt> byFingerprint(UUID project, Collection<String> fingerprints) {
        Map<String, Prompt> found = new HashMap<>();
        repository.find("projectId = ?1 and fingerprint in ?2", project, List.copyOf(fingerprints)).stream()
                .map(PromptEntity::prompt)
                .forEach(prompt -> found.put(prompt.fingerprint(), prompt));
        return found;
    }
}
