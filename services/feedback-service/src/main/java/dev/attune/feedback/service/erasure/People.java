package dev.attune.feedback.service.erasure;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.erasure.Erasure;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.erasure.PersonStore;

/**
 * Erases people: the account is closed at once, their ratings are taken out of every project in the background, and then all that says who
 * they were goes. The bus knows them by a pseudonym only, of which nobody can tell then whose it was.
 */
@ApplicationScoped
public class People {

    /** What {@link Erasure#stays()} says; see docs/cards.md. */
    private static final List<String> STAYS = List.of(
            "The audit log keeps the account's former name: it is a chain that nobody can change, kept as evidence of who did what.",
            "attune.feedback keeps its records with verdicts and what was written, under the pseudonym: a topic of facts cannot"
                    + " lose single records. Delete the topic's older part when nothing needs it.",
            "attune.prompts and attune.completions keep what became of questions that were asked of served models, without what"
                    + " rules had taken out, under no name; the prompts' texts are gone here, and policies may have trained on them.",
            "The compacted topics lose what was replaced or taken back at their next compaction after seven days.",
            "Files that people downloaded, backups, and what webhooks were told are out of reach: ask their recipients.");

    private final Accounts accounts;
    private final PersonStore store;
    private final AuditLog audit;

    People(Accounts accounts, PersonStore store, AuditLog audit) {
        this.accounts = accounts;
        this.store = store;
        this.audit = audit;
    }

    /**
     * Begins; it goes on by itself, also after a restart, and cannot be taken back.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_UNKNOWN}, {@link Fault#ERASURE_STATE} when the person is erased already or is who
     *     asks, or {@link Fault#LAST_ADMINISTRATOR}
     */
    @Transactional
    public Erasure erase(Account actor, String name, String reason) {
        Account person = accounts.named(name);
        Fault.ERASURE_STATE.when(
                person.id().equals(actor.id()), "Nobody erases themselves; ask another administrator to do it.");
        Fault.ERASURE_STATE.when(store.isErased(person.id()), "The account " + name + " is being erased already.");
        accounts.change(actor, name, new Accounts.Change(null, true));
        UUID id = UUID.randomUUID();
        store.add(id, person.id(), actor.id(), reason);
        store.takeOut(id, person.id(), actor.id(), reason);
        audit.note(actor, AuditAction.PERSON_ERASED, person.pseudonym(), reason);
        return store.find(id, STAYS).orElseThrow();
    }

    @Transactional
    public List<Erasure> all() {
        return store.list(STAYS);
    }

    /**
     * An erasure with what it touched.
     *
     * @throws FeedbackException {@link Fault#ERASURE_UNKNOWN}
     */
    @Transactional
    public Erasure byId(UUID id) {
        return store.find(id, STAYS)
                .orElseThrow(() -> Fault.ERASURE_UNKNOWN.because("There is no erasure " + id + "."));
    }

    /**
     * What to look for in what runs have kept.
     *
     * @throws FeedbackException {@link Fault#ERASURE_UNKNOWN}, or {@link Fault#ERASURE_STATE} while ratings are still being taken out: what
     *     a run froze meanwhile would be missed
     */
    @Transactional
    public Erasure.Keys keys(UUID id) {
        Erasure erasure = byId(id);
        Fault.ERASURE_STATE.when(
                erasure.finishedAt() == null,
                "The ratings are still being taken out; ask again when that is finished.");
        return new Erasure.Keys(
                id,
                erasure.pseudonym(),
                store.items(id),
                store.ratings(id),
                erasure.projects().stream()
                        .flatMap(project -> project.snapshots().stream())
                        .distinct()
                        .toList());
    }
}
