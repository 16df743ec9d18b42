package dev.attune.feedback.service.upload;

import java.util.List;

import dev.attune.feedback.NewPrompt;
import dev.attune.feedback.RatedPair;
import dev.attune.feedback.upload.Findings.Sample;
import dev.attune.preference.pair.LabelledAnswer;

/** Something that a file wants entered, with the line on which it stands. */
sealed interface UploadLine {

    int line();

    /** For a person who looks at it before it is entered. */
    Sample sample();

    record Pair(int line, RatedPair pair) implements UploadLine {
        @Override
        public Sample sample() {
            String says = switch (pair.says()) {
                case CHOSEN_IS_BETTER -> "better";
                case TIE -> "tie";
                case BOTH_BAD -> "both_bad";
            };
            return new Sample(line, pair.prompt().getLast().content(), List.of(pair.chosen(), pair.rejected()), says);
        }
    }

    record Answer(int line, LabelledAnswer answer) implements UploadLine {
        @Override
        public Sample sample() {
            return new Sample(
                    line, answer.prompt().getLast().content(), List.of(answer.text()), answer.good() ? "good" : "bad");
        }
    }

    record Prompt(int line, NewPrompt prompt) implements UploadLine {
        @Override
        public Sample sample() {
            return new Sample(line, prompt.messages().getLast().content(), List.of(), "");
        }
    }
}
