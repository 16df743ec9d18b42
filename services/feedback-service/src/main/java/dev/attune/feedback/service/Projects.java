package dev.attune.feedback.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Progress;
import dev.attune.feedback.Project;
import dev.attune.feedback.store.ProjectStore;

/** Annotation projects. */
@ApplicationScoped
public class Projects {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_GUIDELINES = 100_000;
    private static final int MOST_RATINGS = 100;

    private final ProjectStore store;

    Projects(ProjectStore store) {
        this.store = store;
    }

    /**
     * Makes a project.
     *
     * @throws FeedbackException {@link Fault#PROJECT_EXISTS} or {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Project create(String name, String guidelines, int ratingsPerItem) {
        Fault.INVALID_REQUEST.when(
                name.length() > LONGEST_NAME, "The name is longer than " + LONGEST_NAME + " characters.");
        Fault.INVALID_REQUEST.when(
                guidelines.length() > LONGEST_GUIDELINES,
                "The guidelines are longer than " + LONGEST_GUIDELINES + " characters.");
        Fault.INVALID_REQUEST.when(
                (name + guidelines).indexOf('\0') >= 0,
                "The name or the guidelines hold a NUL character; leave it out.");
        Fault.INVALID_REQUEST.when(
                ratingsPerItem < 1 || ratingsPerItem > MOST_RATINGS,
                "ratingsPerItem must lie between 1 and " + MOST_RATINGS + " but is " + ratingsPerItem + ".");
        store.lock();
        Fault.PROJECT_EXISTS.when(store.nameIsTaken(name), "There is already a project named " + name + ".");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Project project = new Project(UUID.randomUUID(), name, guidelines, ratingsPerItem, now);
        store.add(project);
        return project;
    }

    @Transactional
    public List<Project> all() {
        return store.all();
    }

    /**
     * One project.
     *
     * @throws FeedbackException {@link Fault#PROJECT_UNKNOWN}
     */
    @Transactional
    public Project one(UUID id) {
        return store.byId(id).orElseThrow(() -> Fault.PROJECT_UNKNOWN.because("There is no project " + id + "."));
    }

    /** The project; until the transaction ends nobody else adds prompts or pairs to it. */
    @Transactional(Transactional.TxType.MANDATORY)
    Project locked(UUID id) {
        Project project = one(id);
        store.lockEntries(id);
        return project;
    }

    /** How far the project is; {@code mine} counts the account's ratings. */
    @Transactional
    public Progress progress(UUID id, Account account) {
        return store.progress(one(id).id(), account.id());
    }
}
