package dev.attune.feedback.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Entered;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.NewPrompt;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.Rejection;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.need.Wanted;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.service.image.Images;
import dev.attune.feedback.service.need.Needs;
import dev.attune.feedback.store.PromptStore;
import dev.attune.service.outbox.Outbox;

/** Prompts that want answers rated. */
@ApplicationScoped
public class Prompts {

    private final Projects projects;
    private final PromptStore store;
    private final Conversations conversations;
    private final Outbox outbox;
    private final AuditLog audit;
    private final NewItems newItems;
    private final Images images;
    private final Needs needs;

    Prompts(
            Projects projects,
            PromptStore store,
            Conversations conversations,
            Outbox outbox,
            AuditLog audit,
            NewItems newItems,
            Images images,
            Needs needs) {
        this.projects = projects;
        this.store = store;
        this.conversations = conversations;
        this.outbox = outbox;
        this.audit = audit;
        this.newItems = newItems;
        this.images = images;
        this.needs = needs;
    }

    /** Adds the good prompts and lists the bad ones; a project holds each conversation once. */
    @Transactional
    public Entered add(Account actor, UUID projectId, List<NewPrompt> lines) {
        conversations.checkLines(lines.size());
        Project into = projects.locked(projectId);
        UUID project = into.id();
        List<String> fingerprints = lines.stream()
                .map(line -> Conversations.fingerprint(line.messages()))
                .toList();
        Set<String> known =
                new HashSet<>(store.byFingerprint(project, fingerprints).keySet());
        List<Prompt> added = new ArrayList<>();
        Map<Prompt, List<Candidate>> answered = new LinkedHashMap<>();
        Map<UUID, Wanted> wanted = new HashMap<>();
        Set<String> shown =
                images.known(into.id(), lines.stream().map(NewPrompt::messages).toList());
        List<Rejection> rejected = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            NewPrompt line = lines.get(index);
            String fingerprint = fingerprints.get(index);
            try {
                check(into, line, shown);
                Fault.DUPLICATE_PROMPT.when(!known.add(fingerprint), "The project has this prompt already.");
                Prompt prompt = new Prompt(UUID.randomUUID(), project, line.messages(), fingerprint, line.split());
                added.add(prompt);
                wanted.put(prompt.id(), line.wanted());
                if (!line.answers().isEmpty()) {
                    answered.put(prompt, GivenAnswers.of(prompt, line.answers()));
                }
            } catch (FeedbackException e) {
                rejected.add(Rejection.of(index, e));
            }
        }
        store.addAll(added);
        needs.ask(project, wanted);
        answered.forEach((prompt, candidates) -> {
            newItems.add(into, prompt, candidates);
            store.answered(prompt.id());
        });
        if (into.form().task() == Task.DEMONSTRATE) {
            newItems.toWrite(
                    into,
                    added.stream()
                            .filter(prompt -> prompt.split() == Split.TRAIN)
                            .toList());
        }
        outbox.add(added.stream()
                .map(prompt -> event(prompt, answered.containsKey(prompt) ? Integer.valueOf(0) : answers(into)))
                .toList());
        audit.note(actor, AuditAction.PROMPTS_ADDED, into.name(), added.size() + " prompts");
        return new Entered(added.stream().map(Prompt::id).toList(), rejected);
    }

    /**
     * Adds prompts of another project to one that was just made; their audit entry is the caller's. Prompts with images stay
     * behind, as the images do.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void copy(Project to, List<Prompt> others) {
        List<Prompt> added = others.stream()
                .filter(other -> !Message.anyImages(other.messages()))
                .map(other ->
                        new Prompt(UUID.randomUUID(), to.id(), other.messages(), other.fingerprint(), other.split()))
                .toList();
        store.addAll(added);
        if (to.form().task() == Task.DEMONSTRATE) {
            newItems.toWrite(
                    to,
                    added.stream()
                            .filter(prompt -> prompt.split() == Split.TRAIN)
                            .toList());
        }
        outbox.add(added.stream().map(prompt -> event(prompt, answers(to))).toList());
    }

    /**
     * Adds a prompt that came from logged use; its entries are the caller's to hold, and its form the caller's to check.
     *
     * @return nothing where the project has it already
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Prompt> mined(Project project, List<Message> messages, Split split) {
        String fingerprint = Conversations.fingerprint(messages);
        if (!store.byFingerprint(project.id(), List.of(fingerprint)).isEmpty()) {
            return Optional.empty();
        }
        Prompt prompt = new Prompt(UUID.randomUUID(), project.id(), messages, fingerprint, split);
        store.addAll(List.of(prompt));
        if (project.form().task() == Task.DEMONSTRATE && split == Split.TRAIN) {
            newItems.toWrite(project, List.of(prompt));
        }
        outbox.add(event(prompt, answers(project)));
        return Optional.of(prompt);
    }

    private void check(Project project, NewPrompt line, Set<String> shown) {
        conversations.checkPrompt(line.messages());
        Images.requireKnown(line.messages(), shown);
        boolean answered = !line.answers().isEmpty();
        Fault.IMAGES_UNSEEN.when(
                Message.anyImages(line.messages())
                        && !answered
                        && project.form().task() != Task.DEMONSTRATE,
                "The prompt has images, and the models here see text only, so no answers would come; give answers with"
                        + " the prompt, import rated pairs, or let people write the answers.");
        if (answered) {
            Fault.INVALID_LINE.when(
                    project.form().task() == Task.DEMONSTRATE,
                    "In this project people write the answers; leave answers out.");
            Fault.HELD_OUT_PROMPT.when(
                    line.split() == Split.HELD_OUT, "A prompt that is held out is not rated; leave answers out.");
            conversations.checkAnswers(line.answers());
        }
    }

    /** How many answers the ring is asked for; null for two, which is what it makes unasked. */
    static @Nullable Integer answers(Project project) {
        Form form = project.form();
        return form.task() == Task.COMPARE ? null : Integer.valueOf(form.answers());
    }

    static PromptAdded event(Prompt prompt, @Nullable Integer answers) {
        return new PromptAdded(
                prompt.id().toString(), prompt.projectId().toString(), prompt.messages(), prompt.split(), answers);
    }
}
