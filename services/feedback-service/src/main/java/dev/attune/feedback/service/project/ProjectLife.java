package dev.attune.feedback.service.project;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.service.Projects;
import dev.attune.feedback.service.Prompts;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.service.live.Consents;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.project.ProjectLifeStore;

/** Projects that rest, come back, are copied, and go. Who may do so is asked of the walls before. */
@ApplicationScoped
public class ProjectLife {

    private static final int BATCH = 500;
    private static final UUID LOWEST = new UUID(0, 0);

    private final ProjectLifeStore store;
    private final ProjectStore projects;
    private final Projects making;
    private final PromptStore promptStore;
    private final Prompts prompts;
    private final ProjectSettings settings;
    private final Consents consents;
    private final AuditLog audit;

    ProjectLife(
            ProjectLifeStore store,
            ProjectStore projects,
            Projects making,
            PromptStore promptStore,
            Prompts prompts,
            ProjectSettings settings,
            Consents consents,
            AuditLog audit) {
        this.promptStore = promptStore;
        this.store = store;
        this.projects = projects;
        this.making = making;
        this.prompts = prompts;
        this.settings = settings;
        this.consents = consents;
        this.audit = audit;
    }

    /** Hands nothing out any more. What somebody holds may still be rated. */
    @Transactional
    public void archive(Account actor, Project project) {
        if (store.archive(project.id())) {
            audit.note(actor, AuditAction.PROJECT_ARCHIVED, project.name(), "");
        }
    }

    /** Goes on with an archived project. */
    @Transactional
    public void restore(Account actor, Project project) {
        if (store.restore(project.id())) {
            audit.note(actor, AuditAction.PROJECT_RESTORED, project.name(), "");
        }
    }

    /**
     * Deletes an archived project: it is gone for everybody at once, and its rows soon. What the bus was told stays there.
     *
     * @throws FeedbackException {@link Fault#PROJECT_NOT_ARCHIVED}
     */
    @Transactional
    public void delete(Account actor, Project project) {
        projects.lock();
        projects.lockEntries(project.id());
        Fault.PROJECT_NOT_ARCHIVED.when(
                !store.delete(project.id()), "Only an archived project can be deleted; archive it first.");
        consents.end(project.id());
        audit.note(actor, AuditAction.PROJECT_DELETED, project.name(), "project " + project.id());
    }

    /**
     * Makes a project like another one, with its guidelines and settings and, if wished, its prompts, for which new answers are made.
     *
     * @throws FeedbackException {@link Fault#PROJECT_EXISTS} or {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Project copy(Account actor, Project from, String name, boolean withPrompts) {
        Project copy = making.create(
                actor,
                new Projects.Wish(name, from.guidelines(), from.ratingsPerItem(), from.annotators(), from.form()));
        settings.copy(from.id(), copy.id());
        if (withPrompts) {
            copyPrompts(actor, from, copy);
        }
        return copy;
    }

    private void copyPrompts(Account actor, Project from, Project to) {
        UUID after = LOWEST;
        long copied = 0;
        List<Prompt> rows;
        do {
            rows = promptStore.after(from.id(), after, BATCH);
            prompts.copy(to, rows);
            copied += rows.size();
            after = rows.isEmpty() ? after : rows.getLast().id();
        } while (rows.size() == BATCH);
        audit.note(actor, AuditAction.PROMPTS_ADDED, to.name(), copied + " prompts of " + from.name());
    }

    /** The version of the guidelines that the account has seen, if any. */
    @Transactional
    public OptionalInt seen(Project project, Account account) {
        return store.seen(project.id(), account.id());
    }

    /**
     * Notes that the account has seen a version of the guidelines.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when there is no such version
     */
    @Transactional
    public void see(Project project, Account account, int version) {
        Fault.INVALID_REQUEST.when(
                version < 1 || version > project.guidelinesVersion(),
                "The guidelines have versions 1 to " + project.guidelinesVersion() + ", and none " + version + ".");
        store.see(project.id(), account.id(), version);
    }
}
