package dev.attune.feedback.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Entered;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.NewPrompt;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.Rejection;
import dev.attune.feedback.service.audit.AuditLog;
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

    Prompts(Projects projects, PromptStore store, Conversations conversations, Outbox outbox, AuditLog audit) {
        this.projects = projects;
        this.store = store;
        this.conversations = conversations;
        this.outbox = outbox;
        this.audit = audit;
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
        List<Rejection> rejected = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            NewPrompt line = lines.get(index);
            String fingerprint = fingerprints.get(index);
            try {
                conversations.checkPrompt(line.messages());
                Fault.DUPLICATE_PROMPT.when(!known.add(fingerprint), "The project has this prompt already.");
                added.add(new Prompt(UUID.randomUUID(), project, line.messages(), fingerprint, line.split()));
            } catch (FeedbackException e) {
                rejected.add(Rejection.of(index, e));
            }
        }
        store.addAll(added);
        outbox.add(added.stream().map(Prompts::event).toList());
        audit.note(actor, AuditAction.PROMPTS_ADDED, into.name(), added.size() + " prompts");
        return new Entered(added.stream().map(Prompt::id).toList(), rejected);
    }

    /** Adds prompts of another project to one that was just made; their audit entry is the caller's. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void copy(Project to, List<Prompt> others) {
        List<Prompt> added = others.stream()
                .map(other ->
                        new Prompt(UUID.randomUUID(), to.id(), other.messages(), other.fingerprint(), other.split()))
                .toList();
        store.addAll(added);
        outbox.add(added.stream().map(Prompts::event).toList());
    }

    static PromptAdded event(Prompt prompt) {
        return new PromptAdded(
                prompt.id().toString(), prompt.projectId().toString(), prompt.messages(), prompt.split());
    }
}
