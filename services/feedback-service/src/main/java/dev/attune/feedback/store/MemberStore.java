package dev.attune.feedback.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.Member;
import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.need.Profile;

/** Which accounts belong to which projects. */
@ApplicationScoped
public class MemberStore {

    private final Sql sql;

    MemberStore(Sql sql) {
        this.sql = sql;
    }

    public Optional<ProjectRole> role(UUID project, UUID account) {
        return sql
                .rows(
                        "SELECT role FROM feedback.project_member WHERE project_id = ?1 AND account_id = ?2",
                        project,
                        account)
                .stream()
                .findFirst()
                .map(role -> ProjectRole.valueOf((String) role));
    }

    /** The projects of which the account is a member. */
    public Set<UUID> projects(UUID account) {
        Set<UUID> projects = new HashSet<>();
        sql.rows("SELECT project_id FROM feedback.project_member WHERE account_id = ?1", account)
                .forEach(id -> projects.add((UUID) id));
        return projects;
    }

    /** The projects of which the account is a manager. */
    public Set<UUID> managed(UUID account) {
        Set<UUID> projects = new HashSet<>();
        sql.rows("SELECT project_id FROM feedback.project_member WHERE account_id = ?1 AND role = 'MANAGER'", account)
                .forEach(id -> projects.add((UUID) id));
        return projects;
    }

    /** Those whose names come after one, in the order of their names. */
    public List<Member> of(UUID project, String after, int limit) {
        return sql.rows("""
                SELECT a.name, m.role, m.added_at, array_to_string(m.languages, ','), array_to_string(m.skills, ','),
                       m.per_day, m.in_all
                FROM feedback.project_member m JOIN feedback.account a ON a.id = m.account_id
                WHERE m.project_id = ?1 AND a.name > ?2 ORDER BY a.name LIMIT ?3
                """, project, after, limit).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new Member(
                            (String) columns[0],
                            ProjectRole.valueOf((String) columns[1]),
                            (Instant) columns[2],
                            new Profile(
                                    list((String) columns[3]),
                                    list((String) columns[4]),
                                    (Integer) columns[5],
                                    (Integer) columns[6]));
                })
                .toList();
    }

    private static List<String> list(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(","));
    }

    public void set(UUID project, UUID account, ProjectRole role) {
        sql.update("""
                INSERT INTO feedback.project_member (project_id, account_id, role) VALUES (?1, ?2, ?3)
                ON CONFLICT (project_id, account_id) DO UPDATE SET role = excluded.role
                """, project, account, role.name());
    }

    /** False when the account was no member. */
    public boolean remove(UUID project, UUID account) {
        return sql.update(
                        "DELETE FROM feedback.project_member WHERE project_id = ?1 AND account_id = ?2",
                        project,
                        account)
                == 1;
    }
}
