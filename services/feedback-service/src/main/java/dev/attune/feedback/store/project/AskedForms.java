package dev.attune.feedback.store.project;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.form.AskedForm;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** What the items of a project ask for, which may differ from what the next ones will. */
@ApplicationScoped
public class AskedForms {

    private final Sql sql;

    AskedForms(Sql sql) {
        this.sql = sql;
    }

    public List<AskedForm> of(UUID project) {
        return sql.rows("""
                        SELECT i.form, bool_or(EXISTS (
                                   SELECT 1 FROM feedback.rating r
                                   WHERE r.item_id = i.id AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP'))
                        FROM feedback.item i
                        WHERE i.project_id = ?1
                        GROUP BY i.form
                        """, project).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new AskedForm(JsonText.form((String) columns[0]), (Boolean) columns[1]);
                })
                .toList();
    }
}
