package dev.attune.feedback.service;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.store.CallStore;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.PromptStore;

/** Makes items of the candidates that the ring generated. */
@ApplicationScoped
public class Candidates {

    private final ProjectStore projects;
    private final PromptStore prompts;
    private final NewItems newItems;
    private final CallStore calls;

    Candidates(ProjectStore projects, PromptStore prompts, NewItems newItems, CallStore calls) {
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
        Project project = alive.get();
        if (project.form().task() != Task.DEMONSTRATE) {
            newItems.add(project, prompt, event.candidates());
        }
        prompts.answered(prompt.id());
    }

    private Prompt prompt(CandidatesGenerated event) {
        Prompt prompt = uuid(event.promptId())
                .flatMap(prompts::byId)
                .filter(found -> found.projectId().toString().equals(event.projectId()))
                .orElseThrow(() -> Fault.PROJECT_UNKNOWN.because(
                        "Project " + event.projectId() + " has no prompt " + event.promptId() + "."));
        Fault.HELD_OUT_PROMPT.when(
                prompt.split() == Split.HELD_OUT, "Prompt " + event.promptId() + " is held out and is not rated.");
        return prompt;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
