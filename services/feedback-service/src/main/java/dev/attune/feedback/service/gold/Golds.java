package dev.attune.feedback.service.gold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Entered;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.Rejection;
import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.check.Gold;
import dev.attune.feedback.check.GoldState;
import dev.attune.feedback.check.NewGold;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.service.Conversations;
import dev.attune.feedback.service.GivenAnswers;
import dev.attune.feedback.service.Pairs;
import dev.attune.feedback.service.Projects;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.check.GoldStore;
import dev.attune.feedback.store.review.AdjudicationStore;
import dev.attune.feedback.store.review.FlagStore;
import dev.attune.feedback.store.review.ReviewStore;

/**
 * Items with a known answer. What is given with its answer stays with this service: it is closed to the queue and to settlement, and the ring
 * hears neither of the prompt nor of what raters say of it, as models must not learn from it.
 */
@ApplicationScoped
public class Golds {

    private final GoldStore store;
    private final Projects projects;
    private final Conversations conversations;
    private final PromptStore prompts;
    private final ItemStore items;
    private final ReviewStore reviews;
    private final AdjudicationStore adjudications;
    private final FlagStore flags;
    private final AuditLog audit;

    Golds(
            GoldStore store,
            Projects projects,
            Conversations conversations,
            PromptStore prompts,
            ItemStore items,
            ReviewStore reviews,
            AdjudicationStore adjudications,
            FlagStore flags,
            AuditLog audit) {
        this.store = store;
        this.projects = projects;
        this.conversations = conversations;
        this.prompts = prompts;
        this.items = items;
        this.reviews = reviews;
        this.adjudications = adjudications;
        this.flags = flags;
        this.audit = audit;
    }

    /** What becomes of gold that somebody doubts. */
    public enum Decision {
        /** It is right, whatever the crowd says. */
        KEEP,
        /** It counts for nobody any more. */
        RETIRE
    }

    @Transactional
    public List<Gold> of(Project project) {
        return store.of(project.id());
    }

    /**
     * Makes gold of an item that a reviewer has decided.
     *
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN} or {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public void promote(Account actor, Project project, UUID item) {
        Fault.ITEM_UNKNOWN.when(
                reviews.project(item).filter(project.id()::equals).isEmpty(), "The project has no item " + item + ".");
        Fault.INVALID_REQUEST.when(
                items.get(item).form().task() != Task.COMPARE,
                "Only a pair makes gold: a ranking and a written answer have no one right answer to be held against.");
        Judgement verdict = adjudications
                .of(item)
                .orElseThrow(() -> Fault.INVALID_REQUEST.because(
                        "No reviewer has decided this item; adjudicate it first, so that its answer is known."));
        Fault.INVALID_REQUEST.when(
                verdict.verdict() != Verdict.LEFT && verdict.verdict() != Verdict.RIGHT,
                "Gold takes one better answer; careful people differ on ties and on two bad answers.");
        Fault.INVALID_REQUEST.when(
                !store.add(item, project.id(), CheckKind.GOLD, verdict.prefersFirst(), actor.id()),
                "The item is gold already.");
        audit.note(actor, AuditAction.GOLD_MADE, project.name(), "Item " + item);
    }

    /** Adds the good pairs and lists the bad ones. */
    @Transactional
    public Entered add(Account actor, Project project, List<NewGold> lines) {
        conversations.checkLines(lines.size());
        Project into = projects.locked(project.id());
        Fault.INVALID_REQUEST.when(
                into.form().task() != Task.COMPARE,
                "Only a project that compares two answers takes gold: rankings and written answers have no one right answer to be"
                        + " held against.");
        List<String> fingerprints = lines.stream()
                .map(line -> Conversations.fingerprint(line.messages()))
                .toList();
        Set<String> known =
                new HashSet<>(prompts.byFingerprint(into.id(), fingerprints).keySet());
        List<UUID> added = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            try {
                check(lines.get(index));
                Fault.DUPLICATE_PROMPT.when(
                        !known.add(fingerprints.get(index)),
                        "The project has this prompt already; make gold of its item instead, once a reviewer has decided it.");
                added.add(enter(actor, into, lines.get(index), fingerprints.get(index)));
            } catch (FeedbackException e) {
                rejected.add(Rejection.of(index, e));
            }
        }
        audit.note(actor, AuditAction.GOLD_MADE, into.name(), added.size() + " pairs with a known answer");
        return new Entered(added, rejected);
    }

    private void check(NewGold line) {
        Fault.INVALID_LINE.when(line.kind() == CheckKind.REPEAT, "kind must be GOLD or ATTENTION.");
        conversations.checkPrompt(line.messages());
        Fault.INVALID_LINE.when(
                Message.anyImages(line.messages()), "A pair with a known answer has no images; leave them out.");
        conversations.checkAnswers(line.better(), line.worse());
    }

    private UUID enter(Account actor, Project project, NewGold line, String fingerprint) {
        Prompt prompt = new Prompt(UUID.randomUUID(), project.id(), line.messages(), fingerprint, Split.TRAIN);
        prompts.addChecks(List.of(prompt));
        prompts.answered(prompt.id());
        List<Candidate> answers = GivenAnswers.of(prompt, List.of(line.better(), line.worse()));
        Candidate better = answers.getFirst();
        Item item = Pairs.item(project.id(), prompt.id(), better, answers.getLast(), project.ratingsPerItem(), 0)
                .with(project.form());
        items.addAll(List.of(item));
        reviews.set(item.id(), ReviewState.VOID);
        store.add(item.id(), project.id(), line.kind(), item.first().equals(better), actor.id());
        return item.id();
    }

    /**
     * A person has looked at the gold, and at what raters said of it.
     *
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN}
     */
    @Transactional
    public void decide(Account actor, Project project, UUID item, Decision decision, String reason) {
        Fault.ITEM_UNKNOWN.when(
                store.locked(project.id(), item).isEmpty(), "The project has no gold item " + item + ".");
        boolean keep = decision == Decision.KEEP;
        store.decide(item, keep ? GoldState.ACTIVE : GoldState.RETIRED, keep, reason);
        flags.decide(item);
        audit.note(actor, AuditAction.GOLD_DECIDED, project.name(), decision + " item " + item + ": " + reason);
    }
}
