package dev.attune.feedback.service;

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

import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.Message;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Entered;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.RatedPair;
import dev.attune.feedback.Rejection;
import dev.attune.feedback.service.ImportedPairs.Row;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.service.image.Images;
import dev.attune.feedback.service.settlement.Settlement;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.RatingStore;
import dev.attune.service.outbox.Outbox;

/** Pairs that people have compared elsewhere: each becomes prompt, item and rating, and leaves through the outbox. */
@ApplicationScoped
public class PreferenceImport {

    private static final Pattern FORMAT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    /** Texts of so many characters are turned into rows and events at a time: a whole request of them would need its size thrice. */
    private static final int SLICE_CHARACTERS = 1 << 20;

    private final Projects projects;
    private final Conversations conversations;
    private final ImportedPairs importedPairs;
    private final PromptStore prompts;
    private final ItemStore items;
    private final RatingStore ratings;
    private final Outbox outbox;
    private final AuditLog audit;

    PreferenceImport(
            Projects projects,
            Conversations conversations,
            ImportedPairs importedPairs,
            PromptStore prompts,
            ItemStore items,
            RatingStore ratings,
            Outbox outbox,
            AuditLog audit) {
        this.projects = projects;
        this.conversations = conversations;
        this.importedPairs = importedPairs;
        this.prompts = prompts;
        this.items = items;
        this.ratings = ratings;
        this.outbox = outbox;
        this.audit = audit;
    }

    /**
     * Where pairs go and come from.
     *
     * @param account the ratings are entered as its own
     * @param format kept as the ratings' source {@code import:<format>}
     * @param publishPrompts whether new prompts are told to the ring, which then makes answers for them; those with images are not, since
     *     its models see text only
     */
    public record Origin(UUID project, Account account, String format, boolean publishPrompts) {}

    /** Enters the good pairs and lists the bad ones; the ids are those of the items. */
    @Transactional
    public Entered enter(Origin origin, List<RatedPair> pairs) {
        Fault.INVALID_REQUEST.when(
                !FORMAT.matcher(origin.format()).matches(),
                "The format must be a short name in lower case, such as hh or trl.");
        conversations.checkLines(pairs.size());
        Project into = projects.locked(origin.project());
        UUID project = into.id();
        List<String> fingerprints = pairs.stream()
                .map(pair -> Conversations.fingerprint(pair.prompt()))
                .toList();
        Map<String, Prompt> known = new HashMap<>(prompts.byFingerprint(project, fingerprints));
        Set<ItemStore.Pair> present =
                items.pairs(known.values().stream().map(Prompt::id).toList());
        Set<String> shown = importedPairs.shown(project, pairs);
        List<Row> rows = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        Instant now = ratings.now();
        for (int index = 0; index < pairs.size(); index++) {
            String fingerprint = fingerprints.get(index);
            try {
                Images.requireKnown(pairs.get(index).prompt(), shown);
                Row row = importedPairs.row(origin, pairs.get(index), fingerprint, known.get(fingerprint), now);
                Fault.DUPLICATE_PAIR.when(
                        !present.add(Pairs.key(row.item())), "The project has this pair of answers already.");
                known.put(fingerprint, row.prompt());
                rows.add(row);
            } catch (FeedbackException e) {
                rejected.add(Rejection.of(index, e));
            }
        }
        List<Row> slice = new ArrayList<>();
        long characters = 0;
        for (Row row : rows) {
            slice.add(row);
            characters += characters(row);
            if (characters >= SLICE_CHARACTERS) {
                store(slice, origin, into);
                slice.clear();
                characters = 0;
            }
        }
        store(slice, origin, into);
        audit.note(
                origin.account(),
                AuditAction.PREFERENCES_IMPORTED,
                into.name(),
                rows.size() + " pairs of the format " + origin.format());
        return new Entered(rows.stream().map(row -> row.item().id()).toList(), rejected);
    }

    private static long characters(Row row) {
        return row.item().first().text().length()
                + row.item().second().text().length()
                + row.prompt().messages().stream()
                        .mapToLong(message -> message.content().length())
                        .sum();
    }

    private void store(List<Row> rows, Origin origin, Project into) {
        prompts.addAll(rows.stream().filter(Row::newPrompt).map(Row::prompt).toList());
        items.addAll(rows.stream().map(Row::item).toList());
        ratings.addImported(rows.stream()
                .map(row -> new RatingStore.Imported(row.judgement(), row.pseudonym()))
                .toList());
        List<Event> events = new ArrayList<>();
        for (Row row : rows) {
            if (row.newPrompt()
                    && origin.publishPrompts()
                    && !Message.anyImages(row.prompt().messages())) {
                events.add(Prompts.event(row.prompt(), Prompts.answers(into)));
            }
            String elsewhere = row.pseudonym();
            String annotator = elsewhere == null ? origin.account().pseudonym() : elsewhere;
            events.add(Provenance.ratingGiven(row.judgement(), row.item(), row.prompt(), annotator));
            events.addAll(Settlement.settle(row.item(), row.prompt(), List.of(row.judgement())));
        }
        outbox.add(events);
    }
}
