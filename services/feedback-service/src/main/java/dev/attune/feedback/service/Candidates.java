package dev.attune.feedback.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.CompletionEvent.CandidatesGenerated;
import dev.attune.contracts.event.Split;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.store.CallStore;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.PromptStore;

/** Makes items of the candidates that the ring generated. */
@ApplicationScoped
public class Candidates {

    private final ProjectStore projects;
    private final PromptStore prompts;
    private final ItemStore items;
    private final CallStore calls;

    Candidates(ProjectStore projects, PromptStore prompts, ItemStore items, CallStore calls) {
        this.projects = projects;
        this.prompts = prompts;
        this.items = items;
        this.calls = calls;
    }

    /**
     * Every pair of the candidates becomes an item, once: a second delivery of the event or of the same pair does
     * nothing. Pairs of identical answers are counted instead; what comes for a project that was deleted is dropped.
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
        Set<ItemStore.Pair> present = items.pairs(List.of(prompt.id()));
        List<Item> added = new ArrayList<>();
        List<Candidate> candidates = event.candidates();
        for (int i = 0; i < candidates.size(); i++) {
            for (int j = i + 1; j < candidates.size(); j++) {
                Candidate one = candidates.get(i);
                Candidate other = candidates.get(j);
                Item item = Pairs.item(project.id(), prompt.id(), one, other, project.ratingsPerItem(), 0);
                if (present.add(Pairs.key(item)) && rateable(project, one, other)) {
                    added.add(item);
                }
            }
        }
        items.addAll(added);
        prompts.answered(prompt.id());
    }

    private boolean rateable(Project project, Candidate one, Candidate other) {
        if (one.text().strip().equals(other.text().strip())) {
            projects.countIdenticalAnswers(project.id());
            return false;
        }
        return true;
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
