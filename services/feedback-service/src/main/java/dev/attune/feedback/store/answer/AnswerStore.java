package dev.attune.feedback.store.answer;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.export.JudgedAnswer;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** Answers that were judged by themselves. */
@ApplicationScoped
public class AnswerStore {

    private final Sql sql;

    AnswerStore(Sql sql) {
        this.sql = sql;
    }

    /** Adds an answer; false when the project has one of this fingerprint, whose judgement is then replaced. */
    public boolean add(UUID project, JudgedAnswer answer, String fingerprint) {
        return (Boolean) sql.row(
                """
                INSERT INTO feedback.labelled_answer
                  (id, project_id, messages, answer, good, annotator, comment, source, fingerprint, given_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, ''), ?8, ?9, ?10)
                ON CONFLICT (project_id, fingerprint)
                DO UPDATE SET good = excluded.good, comment = excluded.comment, given_at = excluded.given_at
                RETURNING xmax = 0
                """,
                answer.id(),
                project,
                JsonText.of(answer.prompt()),
                answer.answer(),
                answer.good(),
                answer.annotator(),
                text(answer.comment()),
                answer.source(),
                fingerprint,
                answer.givenAt());
    }

    /** Origins whose pages may send thumbs. */
    public List<String> origins(UUID project) {
        return sql
                .rows("SELECT origin FROM feedback.thumb_origin WHERE project_id = ?1 ORDER BY origin", project)
                .stream()
                .map(String.class::cast)
                .toList();
    }

    public void setOrigins(UUID project, List<String> origins) {
        sql.update("DELETE FROM feedback.thumb_origin WHERE project_id = ?1", project);
        origins.forEach(origin ->
                sql.update("INSERT INTO feedback.thumb_origin (project_id, origin) VALUES (?1, ?2)", project, origin));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
