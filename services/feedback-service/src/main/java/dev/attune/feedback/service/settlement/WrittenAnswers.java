package dev.attune.feedback.service.settlement;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Edit;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Details;

/** Answers that raters wrote, as candidates of their own. */
public final class WrittenAnswers {

    private WrittenAnswers() {}

    /**
     * What the person wrote, from nothing or by correcting an answer.
     *
     * @param annotator pseudonym of the person
     */
    public static Optional<Candidate> of(Item item, Judgement judgement, String annotator) {
        Details.Correction correction = judgement.details().correction();
        if (correction != null) {
            return Optional.of(corrected(item, judgement, correction, annotator));
        }
        return Optional.ofNullable(judgement.details().demonstration())
                .map(text -> Candidate.written(judgement.id() + "/written", text, new Edit(annotator, null)));
    }

    /**
     * What the person wrote, as the ring is told of it; nothing of a prompt that is held out.
     *
     * @param annotator pseudonym of the person
     */
    public static Optional<DemonstrationGiven> given(Item item, Prompt prompt, Judgement judgement, String annotator) {
        return of(item, judgement, annotator)
                .filter(_ -> prompt.teaches())
                .map(answer -> given(item, prompt, judgement, answer, annotator));
    }

    /**
     * An answer that somebody wrote, as a reviewer would have it.
     *
     * @param judgement the reviewer's, with the text
     * @param rating with which the answer came
     * @param reviewer pseudonym of the reviewer
     */
    public static DemonstrationGiven edited(
            Item item, Prompt prompt, Judgement judgement, UUID rating, String reviewer) {
        String text = Objects.requireNonNull(judgement.details().demonstration());
        Candidate answer = Candidate.written(judgement.id() + "/edited", text, new Edit(reviewer, rating + "/written"));
        return given(item, prompt, judgement, answer, reviewer);
    }

    private static DemonstrationGiven given(
            Item item, Prompt prompt, Judgement judgement, Candidate answer, String annotator) {
        UUID lease = judgement.leaseId();
        return new DemonstrationGiven(
                judgement.id().toString(),
                item.id().toString(),
                item.projectId().toString(),
                item.promptId().toString(),
                prompt.messages(),
                answer,
                annotator,
                lease == null ? null : lease.toString(),
                judgement.dwellMillis(),
                judgement.source(),
                judgement.ratedAt(),
                judgement.comment(),
                judgement.details().guidelinesVersion());
    }

    static Candidate corrected(Item item, Judgement judgement, Details.Correction correction, String annotator) {
        String of = item.answers().get(correction.answer()).candidateId();
        return Candidate.written(judgement.id() + "/edited", correction.text(), new Edit(annotator, of));
    }
}
