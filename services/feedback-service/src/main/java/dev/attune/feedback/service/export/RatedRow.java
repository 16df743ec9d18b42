package dev.attune.feedback.service.export;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.export.RatedItem;
import dev.attune.feedback.export.RatedItem.Vote;
import dev.attune.feedback.form.Details.Correction;
import dev.attune.feedback.form.Task;

/**
 * An item with each of its ratings: our own form, which leaves nothing out.
 *
 * @param task compare, rank or demonstrate
 * @param answers with their provenance
 * @param outcome of a pair: decisive, tie or both_bad
 * @param better place of the better answer of a pair, from 0; absent when there is none
 * @param votes each rating by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RatedRow(
        UUID item,
        UUID promptId,
        Split split,
        String task,
        List<Message> prompt,
        List<Candidate> answers,
        @Nullable String outcome,
        @Nullable Integer better,
        @Nullable Double probability,
        @Nullable Double margin,
        @Nullable Double weight,
        boolean settled,
        List<Said> votes) {

    RatedRow {
        prompt = List.copyOf(prompt);
        answers = List.copyOf(answers);
        votes = List.copyOf(votes);
    }

    /**
     * One person's word. Answers are counted from 0 as {@code answers} has them.
     *
     * @param outcome decisive, tie, both_bad, ranked or written
     * @param better the answer that is better to the person; absent when there is none
     * @param left the answer that stood on the left, of a pair
     * @param ranking the best group first
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Said(
            UUID rating,
            String annotator,
            String outcome,
            @Nullable Integer better,
            int strength,
            @Nullable String comment,
            int left,
            List<List<Integer>> ranking,
            List<Remarks> remarks,
            @Nullable Correction correction,
            @Nullable String demonstration,
            long dwellMillis,
            String source,
            Instant ratedAt) {}

    static RatedRow of(RatedItem rated, List<Judged> pairs) {
        boolean pair = rated.item().form().task() == Task.COMPARE;
        Judged judged = pair ? pairs.getFirst() : null;
        return new RatedRow(
                rated.item().id(),
                rated.prompt().id(),
                rated.prompt().split(),
                rated.item().form().task().name().toLowerCase(Locale.ROOT),
                rated.prompt().messages(),
                rated.item().answers(),
                judged == null ? null : judged.settled().outcome().name().toLowerCase(Locale.ROOT),
                judged == null ? null : better(rated, judged),
                judged == null ? null : judged.settled().probability(),
                judged == null ? null : judged.settled().margin(),
                judged == null ? null : judged.settled().weight(),
                rated.item().settled(),
                rated.votes().stream().map(RatedRow::said).toList());
    }

    private static @Nullable Integer better(RatedItem rated, Judged judged) {
        if (judged.settled().margin() == 0) {
            return null;
        }
        return judged.settled().chosen().equals(rated.item().first()) ? 0 : 1;
    }

    private static Said said(Vote vote) {
        Judgement judgement = vote.judgement();
        boolean decisive = judgement.verdict().decisive();
        return new Said(
                judgement.id(),
                vote.annotator(),
                decisive ? "decisive" : judgement.verdict().name().toLowerCase(Locale.ROOT),
                decisive ? judgement.prefersFirst() ? 0 : 1 : null,
                judgement.strength(),
                judgement.comment(),
                judgement.leftFirst() ? 0 : 1,
                judgement.details().ranking(),
                judgement.details().remarks(),
                judgement.details().correction(),
                judgement.details().demonstration(),
                judgement.dwellMillis(),
                judgement.source(),
                judgement.ratedAt());
    }
}
