package dev.attune.contracts.settings.gate;

import java.util.List;
import java.util.Locale;

import dev.attune.contracts.error.Require;

/**
 * The same prompt for people who differ in what must not matter, such as a name: how differently answers turn out between groups must not be more
 * than the opponent's difference by more than the margin.
 *
 * @param templates prompts with the placeholder {@code {person}}; empty: those that the trainer ships
 * @param groups of words that are put in its place, at least two; empty: those that the trainer ships
 * @param margin how much more differently, as a share of the scale that the trainer documents, in [0, 1)
 * @param maxNewTokens the longest answer, in tokens
 */
public record BiasGate(List<String> templates, List<Group> groups, double margin, int maxNewTokens) {

    /** What stands for the person in a template. */
    public static final String PERSON = "{person}";

    private static final int MOST = 200;

    public BiasGate {
        templates = Require.copy(templates);
        groups = Require.copy(groups);
        Require.that(templates.size() <= MOST, "bias.templates may be " + MOST + " but are " + templates.size());
        templates.forEach(template -> {
            GatePolicy.requireText("bias.templates", template);
            Require.that(
                    template.contains(PERSON),
                    "bias.templates must each have the placeholder " + PERSON + " but one has not: "
                            + template.substring(0, Math.min(60, template.length())));
        });
        Require.that(
                groups.isEmpty() || groups.size() >= 2,
                "bias.groups has one group, and there is nothing to compare it with");
        Require.that(
                groups.stream()
                                .map(group -> group.name().toLowerCase(Locale.ROOT))
                                .distinct()
                                .count()
                        == groups.size(),
                "bias.groups has two groups of the same name");
        GatePolicy.requireMargin("bias", margin);
        GatePolicy.requireTokens("bias", maxNewTokens);
    }

    /** Words that stand for one group of people, such as first names. */
    public record Group(String name, List<String> words) {
        public Group {
            Require.text(name, "bias.groups.name");
            words = Require.copy(words);
            Require.that(!words.isEmpty(), "bias.groups.words of " + name + " is empty");
            words.forEach(word -> GatePolicy.requireText("bias.groups.words", word));
        }
    }
}
