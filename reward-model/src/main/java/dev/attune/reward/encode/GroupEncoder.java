package dev.attune.reward.encode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.event.Message;
import dev.attune.lm.batch.SegmentedBatch.Row;
import dev.attune.lm.error.CheckpointException;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.encode.PromptGroup.Comparison;
import dev.attune.reward.loss.BradleyTerry;
import dev.attune.reward.score.AnswerEncoder;
import dev.attune.text.Omissions;

/**
 * Comparisons as tokens, grouped for batches; those with an answer that is too long are left out and counted.
 *
 * <p>Of a prompt whose comparisons stay together, each weight is divided by the number of different pairs of answers that
 * are compared: for a whole ranking of K that is K (K - 1) / 2, so that each prompt counts as one whatever its K (Ouyang et
 * al. 2022, arXiv 2203.02155, equation 1).
 */
public final class GroupEncoder {

    private static final Logger LOG = LoggerFactory.getLogger(GroupEncoder.class);

    private final AnswerEncoder encoder;
    private final int maximumTokens;
    private final double marginScale;
    private final boolean together;
    private final Map<List<Message>, int[]> prompts = new HashMap<>();

    /**
     * An encoder.
     *
     * @param maximumTokens of a prompt and an answer
     * @param together whether all comparisons of a prompt are one group
     */
    public GroupEncoder(AnswerEncoder encoder, int maximumTokens, double marginScale, boolean together) {
        this.encoder = encoder;
        this.maximumTokens = maximumTokens;
        this.marginScale = marginScale;
        this.together = together;
    }

    /**
     * What was encoded.
     *
     * @param leftOut comparisons that were too long or refused by the template
     * @param first of them, as a sentence; empty where there is none
     */
    public record Encoded(List<PromptGroup> groups, int leftOut, String first) {
        public int comparisons() {
            return groups.stream().mapToInt(group -> group.comparisons().size()).sum();
        }

        /** Tokens of the longest prompt and answer together. */
        public int longest() {
            return groups.stream().mapToInt(PromptGroup::longest).max().orElse(0);
        }

        public List<Row> rows() {
            return groups.stream().flatMap(group -> group.rows().stream()).toList();
        }

        public int decided() {
            return (int) groups.stream()
                    .flatMap(group -> group.comparisons().stream())
                    .filter(comparison -> comparison.pair().isDecisive())
                    .count();
        }
    }

    /** The groups in the order of their first comparison. */
    public Encoded encode(List<PreferencePair> pairs) {
        Map<Object, Draft> drafts = new LinkedHashMap<>();
        Omissions omissions = new Omissions("comparisons");
        int number = 0;
        for (PreferencePair pair : pairs) {
            int[] prompt;
            try {
                prompt = prompts.computeIfAbsent(pair.prompt(), encoder::prompt);
            } catch (CheckpointException e) {
                omissions.leaveOut(pair.place(), String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
                continue;
            }
            int[] chosen = encoder.answer(pair.prompt(), pair.chosen());
            int[] rejected = encoder.answer(pair.prompt(), pair.rejected());
            int longest = prompt.length + Math.max(chosen.length, rejected.length);
            if (longest > maximumTokens) {
                omissions.leaveOut(
                        pair.place(),
                        "prompt and longer answer have " + longest + " tokens, at most " + maximumTokens + " fit");
                continue;
            }
            Object key = together ? pair.prompt() : number;
            drafts.computeIfAbsent(key, ignored -> new Draft(prompt)).add(pair, chosen, rejected, number++);
        }
        omissions.sentences().forEach(LOG::warn);
        return new Encoded(drafts.values().stream().map(Draft::group).toList(), omissions.leftOut(), omissions.first());
    }

    private final class Draft {
        private final int[] prompt;
        private final Map<String, Integer> places = new HashMap<>();
        private final List<int[]> answers = new ArrayList<>();
        private final List<Comparison> comparisons = new ArrayList<>();
        private final Set<Set<Integer>> compared = new HashSet<>();

        Draft(int[] prompt) {
            this.prompt = prompt;
        }

        void add(PreferencePair pair, int[] chosen, int[] rejected, int number) {
            int first = place(pair.chosen(), chosen);
            int second = place(pair.rejected(), rejected);
            double margin = pair.isDecisive() ? BradleyTerry.margin(marginScale, pair.strength()) + pair.margin() : 0;
            compared.add(Set.of(first, second));
            comparisons.add(new Comparison(pair, first, second, margin, pair.weight(), number));
        }

        private int place(String text, int[] tokens) {
            return places.computeIfAbsent(text, ignored -> {
                answers.add(tokens);
                return answers.size() - 1;
            });
        }

        PromptGroup group() {
            List<Comparison> weighted = comparisons.stream()
                    .map(one -> new Comparison(
                            one.pair(),
                            one.first(),
                            one.second(),
                            one.margin(),
                            one.weight() / compared.size(),
                            one.number()))
                    .toList();
            return PromptGroup.of(prompt, answers, weighted);
        }
    }
}
