package dev.attune.registry.store.prompt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.name.Names;
import dev.attune.registry.prompt.Prompt;
import dev.attune.registry.prompt.PromptContent;
import dev.attune.registry.prompt.PromptLabel;
import dev.attune.registry.prompt.PromptVariables;
import dev.attune.registry.prompt.PromptVersion;
import dev.attune.registry.prompt.VersionSummary;
import dev.attune.registry.store.Sql;
import dev.attune.service.page.Part;

/** Prompts, their versions and labels. */
@ApplicationScoped
public class PromptStore {

    private static final TypeReference<PromptContent> CONTENT = new TypeReference<>() {};

    private static final String PROMPT = "SELECT name, newest, changed_at, deleted_at FROM registry.prompts ";
    private static final String VERSION = "SELECT name, version, digest, content, note, author, created_at"
            + " FROM registry.prompt_versions WHERE name = ?1 ";

    private final Sql sql;

    PromptStore(Sql sql) {
        this.sql = sql;
    }

    /** By name, those after one. */
    public Part<Prompt> list(boolean deleted, String after, int limit) {
        List<Prompt> prompts = sql.rows(
                PromptStore::prompt,
                PROMPT + "WHERE (deleted_at IS NOT NULL) = ?1 AND name > ?2 ORDER BY name LIMIT ?3",
                deleted,
                after,
                limit + 1);
        return Part.named(prompts, limit, Prompt::name, one -> one.withLabels(labels(one.name())));
    }

    /** Also one that was deleted. */
    public Optional<Prompt> find(String name) {
        return named(name, PROMPT + "WHERE name = ?1");
    }

    /** The same; until the transaction ends, nobody else changes it. */
    public Optional<Prompt> lock(String name) {
        return named(name, PROMPT + "WHERE name = ?1 FOR UPDATE");
    }

    private Optional<Prompt> named(String name, String query) {
        // What is no name is in no row, and PostgreSQL takes no text with NUL.
        return Names.isName(name)
                ? sql.rows(PromptStore::prompt, query, name).stream()
                        .findFirst()
                        .map(one -> one.withLabels(labels(name)))
                : Optional.empty();
    }

    /** Makes room for a prompt that is not there yet. */
    public void begin(String name, String by, Instant at) {
        sql.update(
                "INSERT INTO registry.prompts (name, newest, created_by, created_at, changed_at)"
                        + " VALUES (?1, 0, ?2, ?3, ?3) ON CONFLICT DO NOTHING",
                name,
                by,
                at);
    }

    public void add(PromptVersion version) {
        sql.update(
                "INSERT INTO registry.prompt_versions (name, version, digest, content, note, author, created_at)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                version.name(),
                version.version(),
                version.digest(),
                version.content().canonical(),
                version.note(),
                version.author(),
                version.at());
        sql.update(
                "UPDATE registry.prompts SET newest = ?2, changed_at = ?3 WHERE name = ?1",
                version.name(),
                version.version(),
                version.at());
    }

    public Optional<PromptVersion> version(String name, int version) {
        return sql.rows(row -> version(row, labels(name)), VERSION + "AND version = ?2", name, version).stream()
                .findFirst();
    }

    public Optional<PromptVersion> withDigest(String name, String digest) {
        return sql.rows(row -> version(row, labels(name)), VERSION + "AND digest = ?2", name, digest).stream()
                .findFirst();
    }

    /** Newest first, those before a number. */
    public List<VersionSummary> versions(String name, int before, int limit) {
        List<PromptLabel> labels = labels(name);
        return sql.rows(
                row -> new VersionSummary(
                        Sql.number(row[0]),
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        (Instant) row[4],
                        of(labels, Sql.number(row[0]))),
                "SELECT version, digest, note, author, created_at FROM registry.prompt_versions"
                        + " WHERE name = ?1 AND version < ?2 ORDER BY version DESC LIMIT ?3",
                name,
                before,
                limit);
    }

    /** By label. */
    public List<PromptLabel> labels(String name) {
        return sql.rows(
                row -> new PromptLabel((String) row[0], Sql.number(row[1]), (String) row[2], (Instant) row[3]),
                "SELECT label, version, moved_by, moved_at FROM registry.prompt_labels WHERE name = ?1 ORDER BY label",
                name);
    }

    public void move(String name, PromptLabel label) {
        sql.update(
                "INSERT INTO registry.prompt_labels (name, label, version, moved_by, moved_at)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name, label)"
                        + " DO UPDATE SET version = ?3, moved_by = ?4, moved_at = ?5",
                name,
                label.label(),
                label.version(),
                label.by(),
                label.at());
        changed(name, label.at());
    }

    public void remove(String name, String label, Instant at) {
        sql.update("DELETE FROM registry.prompt_labels WHERE name = ?1 AND label = ?2", name, label);
        changed(name, at);
    }

    /** @param at when it was deleted; null to bring it back */
    public void delete(String name, @Nullable Instant at) {
        if (at == null) {
            sql.update("UPDATE registry.prompts SET deleted_at = NULL WHERE name = ?1", name);
        } else {
            sql.update("UPDATE registry.prompts SET deleted_at = ?2 WHERE name = ?1", name, at);
        }
    }

    private void changed(String name, Instant at) {
        sql.update("UPDATE registry.prompts SET changed_at = ?2 WHERE name = ?1", name, at);
    }

    private static Prompt prompt(Object[] row) {
        return new Prompt((String) row[0], Sql.number(row[1]), List.of(), (Instant) row[2], (Instant) row[3]);
    }

    private static PromptVersion version(Object[] row, List<PromptLabel> labels) {
        PromptContent content = Sql.json(row[3], CONTENT);
        return new PromptVersion(
                (String) row[0],
                Sql.number(row[1]),
                (String) row[2],
                content,
                PromptVariables.of(content),
                (String) row[4],
                (String) row[5],
                (Instant) row[6],
                of(labels, Sql.number(row[1])));
    }

    private static List<String> of(List<PromptLabel> labels, int version) {
        return labels.stream()
                .filter(label -> label.version() == version)
                .map(PromptLabel::label)
                .toList();
    }
}
