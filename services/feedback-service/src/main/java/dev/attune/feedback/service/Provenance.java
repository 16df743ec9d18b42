package dev.attune.feedback.service;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.FeedbackEvent.Ranking;
import dev.attune.contracts.event.FeedbackEvent.RankingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.FeedbackEvent.RatingWithdrawn;
import dev.attune.contracts.event.Rating;
import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.service.settlement.Settlement;
import dev.attune.feedback.service.settlement.WrittenAnswers;

/** A rating told to the ring with all that explains it, under the person's pseudonym. */
final class Provenance {

    private Provenance() {}

    /**
     * What is told of a judgement that counts: the rating or ranking, the answer that the person wrote, and what that settles
     * by itself.
     *
     * @param annotator pseudonym of the person
     */
    static List<Event> given(Judgement judgement, Item item, Prompt prompt, String annotator) {
        List<Event> events = new ArrayList<>();
        switch (item.form().task()) {
            case COMPARE -> events.add(ratingGiven(judgement, item, prompt, annotator));
            case RANK -> events.add(new RankingGiven(ranking(judgement, item, prompt, annotator)));
            case DEMONSTRATE -> {
                // What was written is all that there is.
            }
        }
        WrittenAnswers.of(item, judgement, annotator)
                .ifPresent(answer -> events.add(demonstration(judgement, item, prompt, answer, annotator)));
        events.addAll(Settlement.corrected(item, prompt, judgement, annotator));
        return events;
    }

    /** What is told when a judgement that counted counts no more; that it settled something with others is not among it. */
    static List<Event> withdrawn(Judgement judgement, Item item, Prompt prompt, String annotator, String reason) {
        List<Event> events = new ArrayList<>();
        String rating = judgement.id().toString();
        if (item.form().task() != Task.DEMONSTRATE) {
            events.add(new RatingWithdrawn(rating, item.id().toString(), annotator, reason));
        }
        if (WrittenAnswers.of(item, judgement, annotator).isPresent()) {
            events.add(new DemonstrationRetracted(rating, reason));
        }
        events.addAll(Settlement.retracted(Settlement.corrected(item, prompt, judgement, annotator), reason));
        return events;
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
                judgement.details().guidelinesVersion());
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
                judgement.details().guidelinesVersion());
    }

    private static DemonstrationGiven demonstration(
            Judgement judgement, Item item, Prompt prompt, Candidate answer, String annotator) {
        return new DemonstrationGiven(
                judgement.id().toString(),
                item.id().toString(),
                item.projectId().toString(),
                item.promptId().toString(),
                prompt.messages(),
                answer,
                annotator,
                lease(judgement),
                judgement.dwellMillis(),
                judgement.source(),
                judgement.ratedAt(),
                judgement.comment(),
                judgement.details().guidelinesVersion());
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

    private static @Nullable String lease(Judgement judgement) {
        UUID lease = judgement.leaseId();
        return lease == null ? null : lease.toString();
    }
}
