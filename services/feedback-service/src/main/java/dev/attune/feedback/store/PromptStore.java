package dev.attune.feedback.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.attune.feedback.Prompt;

/** The prompts of projects. */
@ApplicationScoped
public class PromptStore {

    private final Repository repository;

    PromptStore(Repository repository) {
        this.repository = repository;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<PromptEntity, UUID> {}

    public void addAll(List<Prompt> prompts) {
        Instant now = Instant.now();
        List<PromptEntity> rows =
                prompts.stream().map(prompt -> new PromptEntity(prompt, now)).toList();
        repository.persist(rows);
        repository.flush();
        rows.forEach(repository.getEntityManager()::detach);
    }

    public Optional<Prompt> byId(UUID id) {
        return repository.findByIdOptional(id).map(PromptEntity::prompt);
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
