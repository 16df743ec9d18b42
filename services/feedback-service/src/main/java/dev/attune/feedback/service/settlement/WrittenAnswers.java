package dev.attune.feedback.service.settlement;

import java.util.Optional;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Edit;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
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

    static Candidate corrected(Item item, Judgement judgement, Details.Correction correction, String annotator) {
        String of = item.answers().get(correction.answer()).candidateId();
        return Candidate.written(judgement.id() + "/edited", correction.text(), new Edit(annotator, of));
    }
}
