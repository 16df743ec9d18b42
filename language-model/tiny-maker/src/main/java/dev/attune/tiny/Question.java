package dev.attune.tiny;

import java.util.List;

/**
 * An instruction with an answer that a program can check.
 *
 * @param family what kind of instruction it is, for example {@code sum}
 * @param prompt the words that the user says; a question's identity
 * @param reference the right answer: an answer is right when it says these words
 * @param distractors plausible wrong answers; none says the reference
 */
public record Question(String family, String prompt, String reference, List<String> distractors) {
    public Question {
        distractors = List.copyOf(distractors);
        if (distractors.isEmpty()) {
            throw new IllegalArgumentException("The question '" + prompt + "' has no wrong answer to offer");
        }
    }
}
