package dev.attune.feedback.testing;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api.Answer;

/** Items with the answers "yes" and "no", and people who rate them. */
@SuppressWarnings("NullAway.Init")
public abstract class RatedItems extends ServiceFixture {

    /** The item's first answer: its candidate has the smaller id. */
    protected static final String FIRST = "no";

    protected static final String SECOND = "yes";

    @Inject
    Candidates candidates;

    protected void item(Api manager, String project) {
        String text = "question " + UUID.randomUUID();
        String prompt = prompt(manager, project, text);
        candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, "yes", "no"));
    }

    protected static Answer next(Api who, String project) {
        return who.post("/api/projects/" + project + "/next", null);
    }

    protected static Answer rate(Api who, Answer lease, Object rating) {
        return who.postOnce("/api/leases/" + lease.text("leaseId") + "/rating", rating);
    }

    /** Rates the next item: this answer is better. Returns the item. */
    protected static String prefer(Api who, String project, String better, int strength) {
        Answer lease = next(who, project);
        rated(rate(who, lease, Map.of("verdict", side(lease, better), "strength", strength)));
        return lease.text("itemId");
    }

    /** Rates or skips the next item. Returns the item. */
    protected static String say(Api who, String project, String verdict) {
        Answer lease = next(who, project);
        rated(rate(who, lease, Map.of("verdict", verdict)));
        return lease.text("itemId");
    }

    private static void rated(Answer answer) {
        if (answer.status() != 201) {
            throw new IllegalStateException("Not rated: " + answer);
        }
    }

    /** On which side the answer stands. */
    protected static String side(Answer lease, String answer) {
        return lease.text("left").equals(answer) ? "LEFT" : "RIGHT";
    }

    /** All ratings of the project were given an hour ago. */
    protected void anHourLater(String project) {
        sql(
                "UPDATE feedback.rating SET rated_at = rated_at - interval '1 hour' WHERE project_id = ?",
                UUID.fromString(project));
    }

    /** What the ring was told of the item, once it is so much. */
    protected List<? extends Event> told(String topic, String item, int atLeast) {
        return Eventually.get(() -> topics().events(topic, item), events -> events.size() >= atLeast).stream()
                .map(ReceivedEvent::event)
                .toList();
    }

    /** The newest entries of the audit log. */
    protected String newestAudit() {
        Api administrator = administrator();
        int all = administrator
                .get("/api/audit/verification")
                .body()
                .path("entries")
                .asInt();
        return administrator
                .get("/api/audit?limit=100&after=" + Math.max(0, all - 50))
                .body()
                .toString();
    }
}
