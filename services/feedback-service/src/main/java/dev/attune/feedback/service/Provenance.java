package dev.attune.feedback.service;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.FeedbackEvent.Ranking;
import dev.attune.contracts.event.FeedbackEvent.RankingGiven;
import dev.attune.contracts.event.FeedbackEvent.RankingRevised;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingRevised;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.Rating;
import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.choice.Draw;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.service.settlement.Settlement;
import dev.attune.feedback.service.settlement.WrittenAnswers;

/** A rating told to the ring with all that explains it, under the person's pseudonym. */
public final class Provenance {

    /** Why what a rating said before its revision holds no more. */
    public static final String REVISED = "revised by the annotator";

    private Provenance() {}

    /**
     * What is told of a judgement that counts: the rating or ranking, the answer that the person wrote, and what that settles
     * by itself.
     *
     * @param annotator pseudonym of the person
     */
    public static List<Event> given(Judgement judgement, Item item, Prompt prompt, String annotator) {
        List<Event> events = new ArrayList<>();
        switch (item.form().task()) {
            case COMPARE -> events.add(ratingGiven(judgement, item, prompt, annotator));
            case RANK -> events.add(new RankingGiven(ranking(judgement, item, prompt, annotator)));
            case DEMONSTRATE -> {
                // What was written is all that there is.
            }
        }
        WrittenAnswers.given(item, prompt, judgement, annotator).ifPresent(events::add);
        events.addAll(Settlement.corrected(item, prompt, judgement, annotator));
        return events;
    }

    /** What is told when a judgement that counted counts no more; that it settled something is not among it. */
    public static List<Event> withdrawn(Judgement judgement, Item item, String annotator, String reason) {
        return item.form().task() == Task.DEMONSTRATE
                ? List.of()
                : List.of(
                        new RatingWithdrawn(judgement.id().toString(), item.id().toString(), annotator, reason));
    }

    /** What is told when a judgement says something else; what it settles then is not among it. */
    public static List<Event> revised(Judgement judgement, Item item, Prompt prompt, String annotator) {
        return switch (item.form().task()) {
            case COMPARE -> List.of(new RatingRevised(rating(judgement, item, prompt, annotator)));
            case RANK -> List.of(new RankingRevised(ranking(judgement, item, prompt, annotator)));
            case DEMONSTRATE -> List.of();
        };
    }

    static RatingGiven ratingGiven(Judgement judgement, Item item, Prompt prompt, String annotator) {
        return new RatingGiven(rating(judgement, item, prompt, annotator));
    }

    static Rating rating(Judgement judgement, Item item, Prompt prompt, String annotator) {
        List<Candidate> shown = shown(judgement, item);
        return new Rating(
                judgement.id().toString(),
                item.id().toString(),
                item.projectId().toString(),
                item.promptId().toString(),
                prompt.messages(),
                shown.getFirst(),
                shown.getLast(),
                judgement.verdict(),
                judgement.strength(),
                annotator,
                lease(judgement),
                judgement.dwellMillis(),
                judgement.source(),
                judgement.ratedAt(),
                judgement.comment(),
                remarks(judgement),
                correction(judgement, item, annotator),
                judgement.details().guidelinesVersion(),
                draw(judgement));
    }

    static Ranking ranking(Judgement judgement, Item item, Prompt prompt, String annotator) {
        List<Integer> order = judgement.order();
        return new Ranking(
                judgement.id().toString(),
                item.id().toString(),
                item.projectId().toString(),
                item.promptId().toString(),
                prompt.messages(),
                shown(judgement, item),
                judgement.details().ranking().stream()
                        .map(group ->
                                group.stream().map(order::indexOf).sorted().toList())
                        .toList(),
                annotator,
                lease(judgement),
                judgement.dwellMillis(),
                judgement.source(),
                judgement.ratedAt(),
                judgement.comment(),
                remarks(judgement),
                correction(judgement, item, annotator),
                judgement.details().guidelinesVersion(),
                draw(judgement));
    }

    /** The answers as they stood on the screen. */
    private static List<Candidate> shown(Judgement judgement, Item item) {
        return judgement.order().stream().map(item.answers()::get).toList();
    }

    private static List<Remarks> remarks(Judgement judgement) {
        List<Remarks> remarks = judgement.details().remarks();
        return remarks.isEmpty()
                ? remarks
                : judgement.order().stream().map(remarks::get).toList();
    }

    private static Rating.@Nullable Correction correction(Judgement judgement, Item item, String annotator) {
        Details.Correction correction = judgement.details().correction();
        return correction == null
                ? null
                : new Rating.Correction(
                        judgement.order().indexOf(correction.answer()),
                        WrittenAnswers.of(item, judgement, annotator).orElseThrow());
    }

    private static Rating.@Nullable Draw draw(Judgement judgement) {
        Draw draw = judgement.details().draw();
        return draw == null ? null : new Rating.Draw(draw.strategy().name(), draw.even(), draw.propensity());
    }

    private static @Nullable String lease(Judgement judgement) {
        UUID lease = judgement.leaseId();
        return lease == null ? null : lease.toString();
    }
}
