package dev.attune.feedback.service.answer;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.answer.AnswerStore;

/** Whose pages may send thumbs from a browser. */
@ApplicationScoped
public class Origins {

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?");
    private static final int MOST = 20;

    private final AnswerStore store;
    private final AuditLog audit;

    Origins(AnswerStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    @Transactional
    public List<String> of(UUID project) {
        return store.origins(project);
    }

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} for what is no origin, or too many of them */
    @Transactional
    public void set(Account actor, Project project, List<String> origins) {
        Fault.INVALID_REQUEST.when(origins.size() > MOST, "A project names at most " + MOST + " origins.");
        for (String origin : origins) {
            Fault.INVALID_REQUEST.when(
                    !ORIGIN.matcher(origin).matches(),
                    "An origin is such as https://app.example.org, without a path and in lower case; " + origin
                            + " is none.");
        }
        List<String> sorted = origins.stream().distinct().sorted().toList();
        store.setOrigins(project.id(), sorted);
        audit.note(actor, AuditAction.ORIGINS_CHANGED, project.name(), String.join(", ", sorted));
    }
}
