package dev.attune.feedback.service;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.RatedPair;
import dev.attune.feedback.RatedPair.Says;
import dev.attune.feedback.service.PreferenceImport.Origin;
import dev.attune.feedback.service.image.Images;
import dev.attune.feedback.service.imported.ImportedDetails;

/** A pair that was compared elsewhere as prompt, settled item and rating. */
@ApplicationScoped
class ImportedPairs {

    /** Nobody knows how an imported answer was sampled: the smallest values that the record admits. */
    private static final Sampling UNKNOWN = new Sampling(0, 1, 0, 1, 0);

    private static final Pattern PSEUDONYM = Pattern.compile("rater-[0-9a-f]{16}");

    private final Conversations conversations;
    private final Sides sides;
    private final Images images;

    ImportedPairs(Conversations conversations, Sides sides, Images images) {
        this.conversations = conversations;
        this.sides = sides;
        this.images = images;
    }

    /** Which of the images that the pairs show the project has. */
    Set<String> shown(UUID project, List<RatedPair> pairs) {
        return images.known(project, pairs.stream().map(RatedPair::prompt).toList());
    }

    /** What is stored of a pair. */
    record Row(
            Prompt prompt,
            boolean newPrompt,
            Item item,
            Judgement judgement,
            @Nullable String annotator) {

        /** Of who compared the pair elsewhere, if that is known. */
        @Nullable
        String pseudonym() {
            return annotator == null ? null : ImportedPairs.pseudonym(prompt, annotator);
        }
    }

    /**
     * Checks a pair and makes rows of it.
     *
     * @param earlier the prompt, when the project has it already
     * @throws FeedbackException when the pair cannot be rated, or its prompt is held out
     */
    Row row(Origin origin, RatedPair pair, String fingerprint, @Nullable Prompt earlier, Instant now) {
        check(pair, earlier);
        Prompt prompt = earlier != null
                ? earlier
                : new Prompt(UUID.randomUUID(), origin.project(), pair.prompt(), fingerprint, Split.TRAIN);
        Candidate chosen = candidate(prompt, pair.chosen(), origin.format(), pair.annotator());
        Candidate rejected = candidate(prompt, pair.rejected(), origin.format(), pair.annotator());
        Item item = Pairs.item(origin.project(), prompt.id(), chosen, rejected, 1, 1);
        boolean leftFirst = sides.firstOnTheLeft();
        boolean chosenIsLeft = item.first().equals(chosen) == leftFirst;
        Judgement judgement = new Judgement(
                UUID.randomUUID(),
                item.id(),
                item.projectId(),
                origin.account().id(),
                null,
                switch (pair.says()) {
                    case TIE -> Verdict.TIE;
                    case BOTH_BAD -> Verdict.BOTH_BAD;
                    case CHOSEN_IS_BETTER -> chosenIsLeft ? Verdict.LEFT : Verdict.RIGHT;
                },
                pair.strength(),
                leftFirst,
                0,
                "import:" + origin.format(),
                now,
                Comments.tidy(pair.comment()),
                ImportedDetails.of(pair, item.first().equals(chosen)));
        return new Row(prompt, earlier == null, item, judgement, pair.annotator());
    }

    /** One name for one person within a project, which tells nobody who it is; what is a pseudonym already stays. */
    static String pseudonym(Prompt prompt, String annotator) {
        return PSEUDONYM.matcher(annotator).matches()
                ? annotator
                : "rater-" + Sha256.of(prompt.projectId() + "\n" + annotator).substring(0, 16);
    }

    private void check(RatedPair pair, @Nullable Prompt earlier) {
        conversations.checkPrompt(pair.prompt());
        conversations.checkAnswers(pair.chosen(), pair.rejected());
        ImportedDetails.check(pair);
        Fault.INVALID_LINE.when(
                pair.says() == Says.CHOSEN_IS_BETTER && (pair.strength() < 1 || pair.strength() > 3),
                "strength must be 1, 2 or 3 but is " + pair.strength() + ".");
        Fault.HELD_OUT_PROMPT.when(
                earlier != null && earlier.split() == Split.HELD_OUT,
                "The prompt is held out for evaluations and must not be trained on.");
    }

    /**
     * The id follows from prompt, annotator and text, so that a pair that is imported twice is recognised, and another
     * person's word on the same pair is none of it.
     */
    private static Candidate candidate(Prompt prompt, String text, String format, @Nullable String annotator) {
        String of = annotator == null ? prompt.id().toString() : prompt.id() + "\n" + pseudonym(prompt, annotator);
        UUID id = UUID.nameUUIDFromBytes((of + "\n" + text).getBytes(StandardCharsets.UTF_8));
        return new Candidate(id.toString(), text, "import:" + format, UNKNOWN, "stop");
    }
}
