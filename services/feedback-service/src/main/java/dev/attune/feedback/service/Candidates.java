package dev.attune.feedback.service;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.JobEvent.ArenaRequested;
import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.service.fresh.FreshPairs;
import dev.attune.feedback.store.CallStore;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.arena.ArenaStore;
import dev.attune.feedback.store.fresh.FreshStore.Asked;

/** Makes items of the candidates that the ring generated. */
@ApplicationScoped
public class Candidates {

    private final ProjectStore projects;
    private final PromptStore prompts;
    private final NewItems newItems;
    private final CallStore calls;
    private final FreshPairs fresh;
    private final ArenaStore arenas;

    Candidates(
            ProjectStore projects,
            PromptStore prompts,
            NewItems newItems,
            CallStore calls,
            FreshPairs fresh,
            ArenaStore arenas) {
        this.arenas = arenas;
        this.fresh = fresh;
        this.projects = projects;
        this.prompts = prompts;
        this.newItems = newItems;
        this.calls = calls;
    }

    /**
     * The candidates become items, once, as the project's form has it ({@link NewItems}): a second delivery of the event does
     * nothing. Where people write the answers, candidates are of no use; what comes
     * for a project that was deleted is dropped.
     *
     * @throws FeedbackException when the event speaks of a prompt that this service does not offer for rating
     */
    @Transactional
    public void enter(String eventId, CandidatesGenerated event) {
        if (!calls.firstDelivery(eventId)) {
            return;
        }
        if (projects.wasDeleted(event.projectId())) {
            return;
        }
        Prompt prompt = prompt(event);
        projects.lockEntries(prompt.projectId());
        Optional<Project> alive = projects.byId(prompt.projectId());
        if (alive.isEmpty()) {
            return;
        }
        enter(alive.get(), prompt, event);
        prompts.answered(prompt.id());
    }

    private void enter(Project project, Prompt prompt, CandidatesGenerated event) {
        String request = event.requestId();
        Asked asked = request == null ? null : fresh.asked(request, prompt.id());
        if (asked != null && asked.arena() != null) {
            judge(project, prompt, event, asked);
            return;
        }
        Fault.HELD_OUT_PROMPT.when(
                prompt.split() == Split.HELD_OUT, "Prompt " + event.promptId() + " is held out and is not rated.");
        if (asked != null && asked.answered()) {
            return;
        }
        if (project.form().task() != Task.DEMONSTRATE) {
            newItems.add(project, prompt, event.candidates());
        }
        if (asked != null) {
            fresh.answered(asked, prompt.id());
        }
    }

    /** An arena that is over wants nothing more. */
    private void judge(Project project, Prompt prompt, CandidatesGenerated event, Asked asked) {
        Optional<ArenaRequested> going =
                asked.answered() ? Optional.empty() : arenas.going(Objects.requireNonNull(asked.arena()));
        going.ifPresent(arena -> arenas.answered(
                asked.id(),
                newItems.toJudge(
                                project,
                                prompt,
                                event.candidates(),
                                arena.arena().ratingsEach())
                        .orElse(null)));
    }

    private Prompt prompt(CandidatesGenerated event) {
        return uuid(event.promptId())
                .flatMap(prompts::byId)
                .filter(found -> found.projectId().toString().equals(event.projectId()))
                .orElseThrow(() -> Fault.PROJECT_UNKNOWN.because(
                        "Project " + event.projectId() + " has no prompt " + event.promptId() + "."));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
