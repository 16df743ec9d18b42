package dev.attune.registry.store.canary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.judgement.canary.Arm;
import dev.attune.registry.store.Sql;

/** Whom a canary has met, what they said, and the scores that came of it. */
@ApplicationScoped
public class CanaryPeople {

    private final Sql sql;

    CanaryPeople(Sql sql) {
        this.sql = sql;
    }

    /**
     * Somebody, in the arm of the first meeting.
     *
     * @param liked whether that one's votes made up a score already
     * @param length sum over answers, each as a share of the length that counts as full
     */
    public record Person(
            Arm arm, boolean liked, int exchanges, int failed, int answered, int blank, int slow, double length) {}

    /**
     * What one more exchange adds.
     *
     * @param answered whether there was an answer: only then there are the others
     */
    public record Exchange(boolean failed, boolean answered, boolean blank, boolean slow, double length) {}

    /** How many people of an arm were met first while the canary had that share. */
    public record Met(Arm arm, double share, int people) {}

    /** What is known of a person: {@code measure} is LIKED or a guardrail. */
    public record Score(String measure, Arm arm, double score, double share) {}

    /** Remembers somebody whom nobody knew; those who are known stay in their arm. */
    public void meet(String canaryId, String subject, Arm arm, double share) {
        sql.update(
                "insert into registry.canary_people (canary_id, subject, arm, share) values (?1, ?2, ?3, ?4)"
                        + " on conflict do nothing",
                canaryId,
                subject,
                arm.name(),
                share);
    }

    public Optional<Person> find(String canaryId, String subject) {
        return sql
                .rows(
                        row -> new Person(
                                Arm.valueOf((String) row[0]),
                                (Boolean) row[1],
                                Sql.number(row[2]),
                                Sql.number(row[3]),
                                Sql.number(row[4]),
                                Sql.number(row[5]),
                                Sql.number(row[6]),
                                Sql.decimal(row[7])),
                        "select arm, liked, exchanges, failed, answered, blank, slow, length from registry.canary_people"
                                + " where canary_id = ?1 and subject = ?2",
                        canaryId,
                        subject)
                .stream()
                .findFirst();
    }

    public void exchanged(String canaryId, String subject, Exchange one) {
        sql.update(
                "update registry.canary_people set exchanges = exchanges + 1, failed = failed + ?3,"
                        + " answered = answered + ?4, blank = blank + ?5, slow = slow + ?6, length = length + ?7"
                        + " where canary_id = ?1 and subject = ?2",
                canaryId,
                subject,
                one.failed() ? 1 : 0,
                one.answered() ? 1 : 0,
                one.blank() ? 1 : 0,
                one.slow() ? 1 : 0,
                one.length());
    }

    /** The last word on a completion. */
    public void vote(String canaryId, String completionId, String subject, double score, Instant givenAt) {
        sql.update(
                "insert into registry.canary_votes (canary_id, completion_id, subject, score, given_at)"
                        + " values (?1, ?2, ?3, ?4, ?5) on conflict (canary_id, completion_id) do update"
                        + " set score = excluded.score, given_at = excluded.given_at"
                        + " where canary_votes.given_at <= excluded.given_at",
                canaryId,
                completionId,
                subject,
                score,
                givenAt);
    }

    /** The last words of somebody, each on another completion. */
    public List<Double> votes(String canaryId, String subject) {
        return sql.rows(
                row -> Sql.decimal(row[0]),
                "select score, completion_id from registry.canary_votes where canary_id = ?1 and subject = ?2",
                canaryId,
                subject);
    }

    /** From now on the person's votes change nothing. */
    public void liked(String canaryId, String subject) {
        sql.update(
                "update registry.canary_people set liked = true where canary_id = ?1 and subject = ?2",
                canaryId,
                subject);
    }

    public void score(String canaryId, Score score) {
        sql.update(
                "insert into registry.canary_scores (canary_id, measure, arm, score, share) values (?1, ?2, ?3, ?4, ?5)",
                canaryId,
                score.measure(),
                score.arm().name(),
                score.score(),
                score.share());
    }

    /** In the order in which they became known. */
    public List<Score> scores(String canaryId) {
        return sql.rows(
                row -> new Score(
                        (String) row[0], Arm.valueOf((String) row[1]), Sql.decimal(row[2]), Sql.decimal(row[3])),
                "select measure, arm, score, share from registry.canary_scores where canary_id = ?1 order by position",
                canaryId);
    }

    public List<Met> met(String canaryId) {
        return sql.rows(
                row -> new Met(Arm.valueOf((String) row[0]), Sql.decimal(row[1]), Sql.number(row[2])),
                "select arm, share, count(*) from registry.canary_people where canary_id = ?1 group by arm, share"
                        + " order by share, arm",
                canaryId);
    }
}
