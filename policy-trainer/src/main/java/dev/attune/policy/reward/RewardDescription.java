package dev.attune.policy.reward;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.google.re2j.Pattern;

import dev.attune.contracts.error.Require;

/** What answers are rewarded for, as a file says it; see {@link RewardFile} for the form. */
public sealed interface RewardDescription {

    /**
     * A reward model.
     *
     * @param directory of its checkpoint
     */
    record Model(String directory) implements RewardDescription {
        public Model {
            Require.text(directory, "directory");
        }
    }

    /**
     * 1 where the answer is what a field of the prompt's line says, else 0; a prompt without that field cannot be scored.
     *
     * @param field of the prompt's line: a text, a number, or a list of them of which any will do
     * @param match what has to be equal
     * @param extract what of the answer is compared: the first group (or the whole) of the last place where it is found; an
     *     answer in which it is not found is wrong. Absent: the whole answer
     */
    record ExactMatch(String field, Match match, Optional<Pattern> extract) implements RewardDescription {
        public ExactMatch {
            Require.text(field, "field");
        }
    }

    /** How an answer is compared with a field. */
    enum Match {
        /** Equal but for white space at both ends. */
        WHOLE,
        /** The field's words stand in the answer one after the other, whatever case and punctuation. */
        WORDS
    }

    /**
     * 1 where a regular expression is found in the answer, else 0.
     *
     * @param whole whether it must match the whole answer
     */
    record Format(Pattern pattern, boolean whole) implements RewardDescription {}

    /**
     * {@code max(0, 1 - |length - target| / tolerance)}.
     *
     * @param tolerance distance at which nothing is left
     */
    record Length(Unit unit, double target, double tolerance) implements RewardDescription {
        public Length {
            Require.that(target >= 0, "target must not be negative but is " + target);
            Require.that(tolerance > 0, "tolerance must be positive but is " + tolerance);
        }
    }

    /** What a length counts. */
    enum Unit {
        /** Runs of anything but white space. */
        WORDS,
        /** Code points. */
        CHARACTERS
    }

    /**
     * What a program says; it is started for every batch of answers, in the folder of the description's file.
     *
     * @param command the program and its arguments
     * @param limit after which it is ended, and answers without a line are not scored
     */
    record Program(List<String> command, Duration limit) implements RewardDescription {
        public Program {
            command = List.copyOf(command);
            Require.that(!command.isEmpty(), "command is empty");
            Require.that(limit.isPositive(), "seconds must be positive but is " + limit.toMillis() / 1000.0);
        }
    }

    /** {@code sum of weight x reward}; an answer that one part cannot score is not scored. */
    record Sum(List<Part> parts) implements RewardDescription {
        public Sum {
            parts = List.copyOf(parts);
            Require.that(!parts.isEmpty(), "parts is empty");
            Require.that(
                    parts.stream().map(Part::name).distinct().count() == parts.size(), "two parts have the same name");
        }
    }

    /**
     * One summand.
     *
     * @param name under which its mean is reported
     */
    record Part(String name, double weight, RewardDescription reward) {
        public Part {
            Require.text(name, "name");
            Require.that(Double.isFinite(weight), "weight must be a finite number but is " + weight);
        }
    }
}
