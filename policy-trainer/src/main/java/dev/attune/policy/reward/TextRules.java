package dev.attune.policy.reward;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

import dev.attune.contracts.event.Message;
import dev.attune.policy.ground.RewardFunction;

/** Rewards that look at one answer at a time. */
final class TextRules {

    private static final Pattern WORD = Pattern.compile("\\S+");

    private TextRules() {}

    /** The reward of one answer, NaN where it has none. */
    @FunctionalInterface
    interface Rule {
        double reward(List<Message> prompt, String answer);
    }

    static RewardFunction each(Rule rule) {
        return (prompts, answers) -> {
            float[] rewards = new float[answers.size()];
            for (int i = 0; i < rewards.length; i++) {
                rewards[i] = (float) rule.reward(prompts.get(i), answers.get(i));
            }
            return rewards;
        };
    }

    static Rule exactMatch(RewardDescription.ExactMatch description, PromptFields fields) {
        return (prompt, answer) -> {
            List<String> wanted = fields.texts(prompt, description.field());
            if (wanted.isEmpty()) {
                return Double.NaN;
            }
            Optional<String> said = description.extract().isEmpty()
                    ? Optional.of(answer)
                    : last(description.extract().get(), answer);
            return said.filter(text -> wanted.stream().anyMatch(one -> matches(text, one, description.match())))
                            .isPresent()
                    ? 1
                    : 0;
        };
    }

    static Rule format(RewardDescription.Format description) {
        return (prompt, answer) -> {
            Matcher matcher = description.pattern().matcher(answer);
            return (description.whole() ? matcher.matches() : matcher.find()) ? 1 : 0;
        };
    }

    static Rule length(RewardDescription.Length description) {
        return (prompt, answer) -> {
            long length = switch (description.unit()) {
                case WORDS -> words(answer);
                case CHARACTERS -> answer.codePointCount(0, answer.length());
            };
            return Math.max(0, 1 - Math.abs(length - description.target()) / description.tolerance());
        };
    }

    private static long words(String text) {
        Matcher matcher = WORD.matcher(text);
        long words = 0;
        while (matcher.find()) {
            words++;
        }
        return words;
    }

    private static boolean matches(String text, String wanted, RewardDescription.Match match) {
        return switch (match) {
            case WHOLE -> text.strip().equals(wanted.strip());
            case WORDS -> Words.says(text, wanted);
        };
    }

    /** The first group of the last match, or all of it. */
    private static Optional<String> last(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        Optional<String> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.ofNullable(matcher.groupCount() == 0 ? matcher.group() : matcher.group(1));
        }
        return last;
    }
}
