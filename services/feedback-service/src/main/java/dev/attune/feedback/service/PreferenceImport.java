package dev.attune.feedback.service;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Sampling;
import dev.attune.contracts.event.Split;
import dev.attune.contracts.event.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.Entered;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.RatedPair;
import dev.attune.feedback.Rejection;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.RatingStore;

/** Pairs that people have compared elsewhere: each becomes prompt, item and rating, and leaves through the outbox. */
@ApplicationScoped
public class PreferenceImport {

    private static final Pattern FORMAT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    /** Nobody knows how an imported answer was sampled: the smallest values that the record admits. */
    private static final Sampling UNKNOWN = new Sampling(0, 1, 0, 1, 0);

    private final Projects projects;
    private final ProjectStore projectStore;
    private final PromptStore prompts;
    private final ItemStore items;
    private final RatingStore ratings;
    private final Tools tools;

    PreferenceImport(
            Projects projects,
            ProjectStore projectStore,
            PromptStore prompts,
            ItemStore items,
            RatingStore ratings,
            Tools tools) {
        this.projects = projects;
        this.projectStore = projectStore;
        this.prompts = prompts;
        this.items = items;
        this.ratings = ratings;
        this.tools = tools;
    }

    /** What checks pairs, draws their sides and tells the ring. */
    @ApplicationScoped
    static class Tools {
        final Conversations conversations;
        final Sides sides;
        final Outbox outbox;

        Tools(Conversations conversations, Sides sides, Outbox outbox) {
            this.conversations = conversations;
            this.sides = sides;
            this.outbox = outbox;
        }
    }

    /**
     * Where pairs go and come from.
     *
     * @param account the ratings are entered as its own
     * @param format kept as the ratings' source {@code import:<format>}
     * @param publishPrompts whether new prompts are told to the ring, which then makes answers for them
     */
    public record Origin(UUID project, Account account, String format, boolean publishPrompts) {}

    /** A pair that became rows. */
    private record Row(Prompt prompt, boolean newPrompt, Item item, Judgement judgement) {}

    /** Enters the good pairs and lists the bad ones; the ids are those of the items. */
    @Transactional
    public Entered enter(Origin origin, List<RatedPair> pairs) {
        if (!FORMAT.matcher(origin.format()).matches()) {
            throw new FeedbackException(
                    Fault.INVALID_REQUEST, "The format must be a short name in lower case, such as hh or trl.");
        }
        UUID project = projects.one(origin.project()).id();
        tools.conversations.checkLines(pairs.size());
        projectStore.lockEntries(project);
        List<String> fingerprints = pairs.stream()
                .map(pair -> Conversations.fingerprint(pair.prompt()))
                .toList();
        Map<String, Prompt> known = new HashMap<>(prompts.byFingerprint(project, fingerprints));
        Set<ItemStore.Pair> present =
                items.pairs(known.values().stream().map(Prompt::id).toList());
        List<Row> rows = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        Instant now = ratings.now();
        for (int index = 0; index < pairs.size(); index++) {
            try {
                RatedPair pair = checked(pairs.get(index));
                Row row = row(origin, pair, fingerprints.get(index), known, now);
                if (!present.add(Pairs.key(row.item()))) {
                    throw new FeedbackException(Fault.DUPLICATE_PAIR, "The project has this pair of answers already.");
                }
                known.put(fingerprints.get(index), row.prompt());
                rows.add(row);
            } catch (FeedbackException e) {
                rejected.add(Rejection.of(index, e));
            }
        }
        store(rows, origin);
        return new Entered(rows.stream().map(row -> row.item().id()).toList(), rejected);
    }

    private RatedPair checked(RatedPair pair) {
        tools.conversations.checkPrompt(pair.prompt());
        tools.conversations.checkAnswers(pair.chosen(), pair.rejected());
        if (!pair.tie() && (pair.strength() < 1 || pair.strength() > 3)) {
            throw new FeedbackException(
                    Fault.INVALID_LINE, "strength must be 1, 2 or 3 but is " + pair.strength() + ".");
        }
        return pair;
    }

    private Row row(Origin origin, RatedPair pair, String fingerprint, Map<String, Prompt> known, Instant now) {
        Prompt earlier = known.get(fingerprint);
        if (earlier != null && earlier.split() == Split.HELD_OUT) {
            throw new FeedbackException(
                    Fault.HELD_OUT_PROMPT, "The prompt is held out for evaluations and must not be trained on.");
        }
        Prompt prompt = earlier != null
                ? earlier
                : new Prompt(UUID.randomUUID(), origin.project(), pair.prompt(), fingerprint, Split.TRAIN);
        Candidate chosen = candidate(prompt, pair.chosen(), origin.format());
        Candidate rejected = candidate(prompt, pair.rejected(), origin.format());
        Item item = Pairs.item(origin.project(), prompt.id(), chosen, rejected, 1, 1);
        boolean leftFirst = tools.sides.firstOnTheLeft();
        boolean chosenIsLeft = item.first().equals(chosen) == leftFirst;
        Verdict verdict = pair.tie() ? Verdict.TIE : chosenIsLeft ? Verdict.LEFT : Verdict.RIGHT;
        Judgement judgement = new Judgement(
                UUID.randomUUID(),
                item.id(),
                item.projectId(),
                origin.account().id(),
                null,
                verdict,
                pair.strength(),
                leftFirst,
                0,
                "import:" + origin.format(),
                now);
        return new Row(prompt, earlier == null, item, judgement);
    }

    /** The id follows from prompt and text, so that a pair that is imported twice is recognised. */
    private static Candidate candidate(Prompt prompt, String text, String format) {
        UUID id = UUID.nameUUIDFromBytes((prompt.id() + "\n" + text).getBytes(StandardCharsets.UTF_8));
        return new Candidate(id.toString(), text, "import:" + format, UNKNOWN, "stop");
    }

    private void store(List<Row> rows, Origin origin) {
        prompts.addAll(rows.stream().filter(Row::newPrompt).map(Row::prompt).toList());
        items.addAll(rows.stream().map(Row::item).toList());
        ratings.addAll(rows.stream().map(Row::judgement).toList());
        for (Row row : rows) {
            if (row.newPrompt() && origin.publishPrompts()) {
                tools.outbox.add(Prompts.event(row.prompt()));
            }
            tools.outbox.add(
                    Provenance.ratingGiven(row.judgement(), row.item(), row.prompt(), origin.account()),
                    Settlement.settle(row.item(), row.prompt(), List.of(row.judgement())));
        }
    }
}
