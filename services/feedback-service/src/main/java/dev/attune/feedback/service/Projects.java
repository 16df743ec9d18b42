package dev.attune.feedback.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.Annotators;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Guidelines;
import dev.attune.feedback.Progress;
import dev.attune.feedback.Project;
import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.service.form.FormChange;
import dev.attune.feedback.store.MemberStore;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.project.AskedForms;

/** Annotation projects. Who may do what in one is asked of {@link Walls} before. */
@ApplicationScoped
public class Projects {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_GUIDELINES = 100_000;
    private static final int MOST_RATINGS = 100;

    private final ProjectStore store;
    private final MemberStore members;
    private final AskedForms asked;
    private final AuditLog audit;

    Projects(ProjectStore store, MemberStore members, AskedForms asked, AuditLog audit) {
        this.store = store;
        this.members = members;
        this.asked = asked;
        this.audit = audit;
    }

    /** What a project is to be like; of one that exists, what is null stays. */
    public record Wish(
            @Nullable String name,
            @Nullable String guidelines,
            @Nullable Integer ratingsPerItem,
            @Nullable Annotators annotators,
            @Nullable Form form) {

        /** One that says nothing of the form. */
        public Wish(
                @Nullable String name,
                @Nullable String guidelines,
                @Nullable Integer ratingsPerItem,
                @Nullable Annotators annotators) {
            this(name, guidelines, ratingsPerItem, annotators, null);
        }
    }

    /**
     * Makes a project, whose first manager is who makes it.
     *
     * @throws FeedbackException {@link Fault#PROJECT_EXISTS} or {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Project create(Account actor, Wish wish) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Project project = with(new Project(UUID.randomUUID(), "", "", 1, 1, Annotators.ALL, now), wish, 1);
        store.lock();
        requireFree(project.name());
        store.add(project);
        members.set(project.id(), actor.id(), ProjectRole.MANAGER);
        audit.note(actor, AuditAction.PROJECT_CREATED, project.name(), "annotators " + project.annotators());
        return project;
    }

    /**
     * Changes a project. Another number of ratings, or another form, holds for items that come from now on.
     *
     * @param seen the version that the caller has seen; null changes whatever is there
     * @throws FeedbackException {@link Fault#PROJECT_CHANGED}, {@link Fault#FORM_IN_USE}, {@link Fault#PROJECT_EXISTS} or
     *     {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Project change(Account actor, UUID id, @Nullable Integer seen, Wish wish) {
        store.lock();
        if (wish.form() != null) {
            // Nothing comes into the project meanwhile that would ask for what is about to change.
            store.lockEntries(id);
        }
        Project before = one(id);
        Fault.PROJECT_CHANGED.when(
                seen != null && !seen.equals(before.version()),
                "The project was changed meanwhile; look at what it says now and change it again.");
        boolean told = wish.guidelines() != null && !wish.guidelines().equals(before.guidelines());
        Project after = with(before, wish, before.guidelinesVersion() + (told ? 1 : 0));
        if (!after.name().equals(before.name())) {
            requireFree(after.name());
        }
        if (!after.form().equals(before.form())) {
            FormChange.check(after.form(), asked.of(id));
        }
        if (!after.equals(before)) {
            after = after.changed();
            store.change(after);
            audit.note(
                    actor,
                    AuditAction.PROJECT_CHANGED,
                    before.name(),
                    "name " + after.name() + ", guidelines version " + after.guidelinesVersion() + ", ratingsPerItem "
                            + after.ratingsPerItem() + ", annotators " + after.annotators() + ", "
                            + FormChange.said(after.form()));
        }
        return after;
    }

    private static Project with(Project before, Wish wish, int guidelinesVersion) {
        String name = wish.name() == null ? before.name() : wish.name();
        String guidelines = wish.guidelines() == null ? before.guidelines() : wish.guidelines();
        int ratingsPerItem = wish.ratingsPerItem() == null ? before.ratingsPerItem() : wish.ratingsPerItem();
        Fault.INVALID_REQUEST.when(name.isBlank(), "The field name is missing or blank.");
        Fault.INVALID_REQUEST.when(
                name.length() > LONGEST_NAME, "The name is longer than " + LONGEST_NAME + " characters.");
        Fault.INVALID_REQUEST.when(
                guidelines.length() > LONGEST_GUIDELINES,
                "The guidelines are longer than " + LONGEST_GUIDELINES + " characters.");
        Fault.INVALID_REQUEST.when(
                ratingsPerItem < 1 || ratingsPerItem > MOST_RATINGS,
                "ratingsPerItem must lie between 1 and " + MOST_RATINGS + " but is " + ratingsPerItem + ".");
        return new Project(
                before.id(),
                name,
                guidelines,
                guidelinesVersion,
                ratingsPerItem,
                wish.annotators() == null ? before.annotators() : wish.annotators(),
                before.createdAt(),
                wish.form() == null ? before.form() : wish.form(),
                before.archivedAt(),
                before.version());
    }

    private void requireFree(String name) {
        Fault.PROJECT_EXISTS.when(store.nameIsTaken(name), "There is already a project named " + name + ".");
    }

    /** The project; until the transaction ends nobody else adds prompts or pairs to it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Project locked(UUID id) {
        Project project = one(id);
        requireAlive(project);
        store.lockEntries(id);
        return project;
    }

    /** Refuses what an archived project does not do any more. */
    static void requireAlive(Project project) {
        Fault.PROJECT_ARCHIVED.when(
                project.archivedAt() != null,
                "The project is archived: nothing comes into it and nothing is handed out; restore it first.");
    }

    private Project one(UUID id) {
        return store.byId(id).orElseThrow(() -> Fault.PROJECT_UNKNOWN.because("There is no project " + id + "."));
    }

    /** How far the project is, also for the account. */
    @Transactional
    public Progress progress(Project project, Account account) {
        return store.progress(project.id(), account.id());
    }

    /** What annotators were told, oldest first. */
    @Transactional
    public List<Guidelines> guidelines(Project project) {
        return store.guidelines(project.id());
    }
}
