package dev.attune.feedback.service.export;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.Split;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.export.RatedItem.Vote;

/**
 * An item with each of its ratings: our own form, which leaves nothing out.
 *
 * @param answers with their provenance
 * @param outcome decisive, tie or both_bad
 * @param better place of the better answer, from 0; absent when there is none
 * @param votes each rating by itself
 */
record RatedRow(
        UUID item,
        UUID promptId,
        Split split,
        List<Message> prompt,
        List<Candidate> answers,
        String outcome,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer better,

        double probability,
        double margin,
        double weight,
        boolean settled,
        List<Said> votes) {

    RatedRow {
        prompt = List.copyOf(prompt);
        answers = List.copyOf(answers);
        votes = List.copyOf(votes);
    }

    /**
     * One person's word.
     *
     * @param better place of the answer that is better to the person, from 0; absent when there is none
     * @param left place of the answer that stood on the left
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Said(
            UUID rating,
            String annotator,
            String outcome,
            @Nullable Integer better,
            int strength,
            @Nullable String comment,
            int left,
            long dwellMillis,
            String source,
            Instant ratedAt) {}

    static RatedRow of(Judged judged) {
        boolean decisive = judged.settled().margin() > 0;
        Candidate first = judged.rated().item().first();
        return new RatedRow(
                judged.rated().item().id(),
                judged.rated().prompt().id(),
                judged.rated().prompt().split(),
                judged.prompt(),
                List.of(first, judged.rated().item().second()),
                judged.settled().outcome().name().toLowerCase(Locale.ROOT),
                decisive ? judged.settled().chosen().equals(first) ? 0 : 1 : null,
                judged.settled().probability(),
                judged.settled().margin(),
                judged.settled().weight(),
                judged.rated().item().settled(),
                judged.rated().votes().stream().map(RatedRow::said).toList());
    }

    private static Said said(Vote vote) {
        Judgement judgement = vote.judgement();
        return new Said(
                judgement.id(),
                vote.annotator(),
                judgement.verdict().decisive()
                        ? "decisive"
                        : judgement.verdict().name().toLowerCase(Locale.ROOT),
                judgement.verdict().decisive() ? judgement.prefersFirst() ? 0 : 1 : null,
                judgement.strength(),
                judgement.comment(),
                judgement.leftFirst() ? 0 : 1,
                judgement.dwellMillis(),
                judgement.source(),
                judgement.ratedAt());
    }
}
