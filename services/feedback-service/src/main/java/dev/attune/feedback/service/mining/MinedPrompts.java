package dev.attune.feedback.service.mining;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.ExchangeEvent.Texts;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.fresh.FreshSettings;
import dev.attune.feedback.mining.Likeness;
import dev.attune.feedback.mining.Mining;
import dev.attune.feedback.mining.Outcome;
import dev.attune.feedback.mining.PersonalData;
import dev.attune.feedback.service.Conversations;
import dev.attune.feedback.service.Prompts;
import dev.attune.feedback.service.live.Consents;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.store.CallStore;
import dev.attune.feedback.store.MemberStore;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.mining.MinedStore;

/**
 * Questions that served models were asked in a project's name become its prompts: with its consent, from its own people only, once, and
 * without what rules find to be personal. What is left out is counted by its reason, and nothing of it is kept.
 */
@ApplicationScoped
public class MinedPrompts {

    /** A prompt of which more than this share was personal says little without it. */
    private static final double MOST_PERSONAL = 0.3;

    private static final int SKETCHED_AT_ONCE = 500;

    private final ProjectSettings settings;
    private final Consents consents;
    private final ProjectStore projects;
    private final MemberStore members;
    private final PromptStore known;
    private final Prompts prompts;
    private final Conversations conversations;
    private final MinedStore store;
    private final CallStore calls;

    MinedPrompts(
            ProjectSettings settings,
            Consents consents,
            ProjectStore projects,
            MemberStore members,
            PromptStore known,
            Prompts prompts,
            Conversations conversations,
            MinedStore store,
            CallStore calls) {
        this.settings = settings;
        this.consents = consents;
        this.projects = projects;
        this.members = members;
        this.known = known;
        this.prompts = prompts;
        this.conversations = conversations;
        this.store = store;
        this.calls = calls;
    }

    /** Takes or leaves what was asked; a second delivery changes nothing. */
    @Transactional
    public void enter(String eventId, ExchangeEnded exchange) {
        Optional<Project> project = id(exchange.projectId()).flatMap(projects::byId);
        if (project.isEmpty() || project.get().archivedAt() != null) {
            return;
        }
        UUID id = project.get().id();
        Mining mining = settings.of(id, FreshSettings.KIND).value().mining();
        if (mining.enabled() && calls.firstDelivery("mining/" + eventId)) {
            store.count(id, decide(project.get(), mining, exchange));
        }
    }

    private Outcome decide(Project project, Mining mining, ExchangeEnded exchange) {
        Texts texts = exchange.texts();
        if (texts == null || !consents.of(project.id()).value().texts()) {
            return Outcome.NO_CONSENT;
        }
        Optional<UUID> account = id(exchange.account());
        if (account.isEmpty() || !ours(project, mining, account.get())) {
            return Outcome.NOT_OURS;
        }
        if (place("sample/" + exchange.completionId()) >= mining.share()) {
            return Outcome.NOT_SAMPLED;
        }
        return take(project, mining, exchange.completionId(), account.get(), texts.prompt());
    }

    /** Anybody can name a project in a request. */
    private boolean ours(Project project, Mining mining, UUID account) {
        return mining.accounts().contains(account)
                || members.role(project.id(), account).isPresent();
    }

    private Outcome take(Project project, Mining mining, String completion, UUID account, List<Message> asked) {
        List<Message> clean = new ArrayList<>();
        long all = 0;
        long taken = 0;
        for (Message message : asked) {
            PersonalData.Cleaned cleaned = PersonalData.of(message.content());
            clean.add(new Message(message.role(), cleaned.text()));
            all += message.content().length();
            taken += cleaned.taken();
        }
        if (!suited(asked, clean)) {
            return Outcome.UNSUITED;
        }
        if (taken > MOST_PERSONAL * all) {
            return Outcome.TOO_PERSONAL;
        }
        projects.lockEntries(project.id());
        Likeness likeness = Likeness.of(clean);
        Optional<Outcome> there = there(project.id(), likeness);
        if (there.isPresent()) {
            return there.get();
        }
        if (store.takenOfLate(project.id()) >= mining.mostADay()) {
            return Outcome.FULL;
        }
        Split split = place("split/" + likeness.exact()) < mining.heldOut() ? Split.HELD_OUT : Split.TRAIN;
        Optional<Prompt> added = prompts.mined(project, clean, split);
        if (added.isEmpty()) {
            return Outcome.DUPLICATE;
        }
        UUID prompt = added.get().id();
        store.add(prompt, project.id(), account, completion);
        sketch(prompt, project.id(), likeness);
        return Outcome.TAKEN;
    }

    private boolean suited(List<Message> asked, List<Message> clean) {
        try {
            conversations.checkPrompt(clean);
            return !Message.anyImages(asked);
        } catch (FeedbackException e) {
            return false;
        }
    }

    /** Whether the project has it, or one that is nearly the same; sketches of prompts that came otherwise are made now. */
    private Optional<Outcome> there(UUID project, Likeness likeness) {
        for (List<UUID> missing = store.unsketched(project, SKETCHED_AT_ONCE);
                !missing.isEmpty();
                missing = store.unsketched(project, SKETCHED_AT_ONCE)) {
            known.byIds(missing).forEach((id, prompt) -> sketch(id, project, Likeness.of(prompt.messages())));
        }
        if (store.has(project, likeness.exact())) {
            return Optional.of(Outcome.DUPLICATE);
        }
        List<UUID> maybe = store.maybeAlike(project, likeness.bands(project.toString()));
        return known.byIds(maybe).values().stream()
                        .anyMatch(prompt -> Likeness.of(prompt.messages()).nearly(likeness))
                ? Optional.of(Outcome.NEAR_DUPLICATE)
                : Optional.empty();
    }

    private void sketch(UUID prompt, UUID project, Likeness likeness) {
        store.sketch(prompt, project, likeness.exact(), likeness.bands(project.toString()));
    }

    /** What became of how many in the project. */
    @Transactional
    public Map<Outcome, Long> counts(UUID project) {
        return store.counts(project);
    }

    /** The first bits of SHA-256 as a number in [0, 1). */
    private static double place(String text) {
        byte[] hash = HexFormat.of().parseHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
        return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
    }

    private static Optional<UUID> id(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(said -> said.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .map(UUID::fromString);
    }
}
