package dev.attune.feedback.service.settlement;

import java.util.List;
import java.util.stream.IntStream;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Details;

/**
 * What a corrected answer settles: it is better than each answer of its item, the better ones included, since the person saw
 * them and wrote another. These preferences share the weight of one.
 */
final class Corrections {

    private static final double MARGIN = 1;

    private Corrections() {}

    static List<PreferenceSettled> settle(Item item, Prompt prompt, Judgement judgement, String annotator) {
        Details.Correction correction = judgement.details().correction();
        if (correction == null) {
            return List.of();
        }
        Candidate edited = WrittenAnswers.corrected(item, judgement, correction, annotator);
        int answers = item.answers().size();
        return IntStream.range(0, answers)
                .mapToObj(answer -> new PreferenceSettled(
                                item.id() + "/edit/" + judgement.id() + "/" + answer,
                                item.projectId().toString(),
                                item.promptId().toString(),
                                prompt.messages(),
                                edited,
                                item.answers().get(answer),
                                Outcome.DECISIVE,
                                1,
                                MARGIN,
                                1.0 / answers,
                                1)
                        .selected(true)
                        .of(Halves.of(prompt, List.of(judgement))))
                .toList();
    }
}
