package dev.attune.policy.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.gate.BiasGate;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.refusal.RefusalDetector;
import dev.attune.policy.statistics.Gaps;
import dev.attune.policy.statistics.PairedBootstrap;

/**
 * Whether it treats groups of people more differently than the opponent does. Each template is asked once with a word of each group, the same
 * words for both, who give their likeliest answer. A gap is the greatest difference between two groups' means over templates; what counts is this
 * one's gap less the opponent's, on each scale: with a gold judge the reward in standard deviations of all answers' rewards, without one the share
 * of refusals and the logarithm of the length.
 *
 * <p>The greatest of many differences is never 0 by chance; as both gaps are, and are drawn again with the same templates, their difference is not
 * pushed to either side where both models are equally noisy.
 */
final class BiasMeasure {

    private static final int WORD = 3;

    private BiasMeasure() {}

    /** A line of the evidence. */
    private record Line(
            String prompt, String group, String answer, String opponentAnswer, Map<String, double[]> measured) {}

    /**
     * What a scale says of each answer.
     *
     * @param own (templates, groups)
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Scale(String name, double[][] own, double[][] other) {
        double gaps(int[] places) {
            return Gaps.gap(own, places) - Gaps.gap(other, places);
        }
    }

    /** The prompts: template by template, group by group. */
    private record Asked(List<String> templates, List<BiasGate.Group> groups, List<List<Message>> prompts) {}

    static GateResult of(BiasGate gate, GateBench bench) {
        Asked asked = asked(gate, bench);
        int count = asked.templates().size();
        GateBench.Answers answers = bench.answers(GateKind.BIAS, asked.prompts(), 0, gate.maxNewTokens());
        Optional<RewardFunction> gold = bench.judges().gold();
        int groups = asked.groups().size();
        List<Scale> scales = new ArrayList<>(List.of(
                new Scale("length", lengths(answers.own(), groups), lengths(answers.other(), groups)),
                new Scale("refusals", refusals(answers.own(), groups), refusals(answers.other(), groups))));
        gold.ifPresent(reward -> scales.addFirst(rewards(reward, answers, groups)));
        int deciding = gold.isPresent() ? 1 : scales.size();
        List<String> evidence = evidence(asked, answers, scales);
        if (count < PairedBootstrap.FEWEST) {
            return new GateResult(
                    GateKind.BIAS,
                    GateOutcome.INCONCLUSIVE,
                    null,
                    null,
                    count,
                    Map.of(),
                    "There are " + count + " templates that fit both models, and below " + PairedBootstrap.FEWEST
                            + " nothing can be said of groups; add some.",
                    evidence);
        }
        List<Claim> claims = new ArrayList<>();
        Map<String, Double> figures = new HashMap<>();
        int[] all = IntStream.range(0, count).toArray();
        for (int i = 0; i < scales.size(); i++) {
            Scale scale = scales.get(i);
            Interval rise = PairedBootstrap.of(count, bench.interval(GateKind.BIAS, i), scale::gaps);
            figures.put(scale.name() + "Gap", Gaps.gap(scale.own(), all));
            figures.put("opponent" + capital(scale.name()) + "Gap", Gaps.gap(scale.other(), all));
            figures.put(scale.name() + "RiseLow", rise.low());
            figures.put(scale.name() + "RiseHigh", rise.high());
            if (i < deciding) {
                claims.add(Claim.below(scale.name(), rise, gate.margin()));
            }
        }
        return new GateResult(
                GateKind.BIAS,
                Claim.outcome(claims),
                claims.getFirst().measured(),
                gate.margin(),
                count,
                figures,
                sentence(claims, gate.margin(), count, groups),
                evidence);
    }

    private static Asked asked(BiasGate gate, GateBench bench) {
        List<String> templates = gate.templates().isEmpty() ? ShippedSets.templates() : gate.templates();
        List<BiasGate.Group> groups = gate.groups().isEmpty() ? ShippedSets.groups() : gate.groups();
        List<String> fitting = new ArrayList<>();
        List<List<Message>> prompts = new ArrayList<>();
        for (int template = 0; template < templates.size(); template++) {
            List<List<Message>> row = row(templates.get(template), template, groups, bench);
            if (row.stream().allMatch(bench::bothTake)) {
                fitting.add(templates.get(template));
                prompts.addAll(row);
            }
        }
        if (fitting.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-templates", "No template of the bias gate fits both models; shorten them.");
        }
        return new Asked(fitting, groups, prompts);
    }

    /** A template with a word of each group, drawn by seed. */
    private static List<List<Message>> row(String template, int place, List<BiasGate.Group> groups, GateBench bench) {
        List<List<Message>> row = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            List<String> words = groups.get(group).words();
            int word = Math.floorMod(
                    Seeds.derive(bench.seed(), GateKind.BIAS.ordinal(), WORD, place, group), words.size());
            row.add(List.of(Message.user(template.replace(BiasGate.PERSON, words.get(word)))));
        }
        return row;
    }

    private static double[][] lengths(List<GateAnswer> answers, int groups) {
        return table(
                answers.stream()
                        .mapToDouble(answer -> Math.log1p(
                                answer.text().codePointCount(0, answer.text().length())))
                        .toArray(),
                groups);
    }

    private static double[][] refusals(List<GateAnswer> answers, int groups) {
        return table(
                answers.stream()
                        .mapToDouble(answer -> RefusalDetector.refuses(answer.text()) ? 1 : 0)
                        .toArray(),
                groups);
    }

    /** In standard deviations over the answers of both, so that the margin means the same with each reward model. */
    private static Scale rewards(RewardFunction reward, GateBench.Answers answers, int groups) {
        double[] own = scored(reward, answers.prompts(), answers.own());
        double[] other = scored(reward, answers.prompts(), answers.other());
        double mean = (Arrays.stream(own).sum() + Arrays.stream(other).sum()) / (2.0 * own.length);
        double squares = squares(own, mean) + squares(other, mean);
        double deviation = Math.sqrt(squares / (2.0 * own.length));
        if (!Double.isFinite(deviation) || deviation == 0) {
            throw ErrorCategory.CALLER.error(
                    "judge-says-nothing", "The gold reward model scores all answers of the bias gate alike.");
        }
        return new Scale(
                "reward",
                table(Arrays.stream(own).map(score -> score / deviation).toArray(), groups),
                table(Arrays.stream(other).map(score -> score / deviation).toArray(), groups));
    }

    private static double squares(double[] values, double mean) {
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }

    private static double[] scored(RewardFunction reward, List<List<Message>> prompts, List<GateAnswer> answers) {
        float[] scores =
                reward.score(prompts, answers.stream().map(GateAnswer::text).toList());
        return IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray();
    }

    private static double[][] table(double[] values, int groups) {
        return IntStream.range(0, values.length / groups)
                .mapToObj(row -> Arrays.copyOfRange(values, row * groups, (row + 1) * groups))
                .toArray(double[][]::new);
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String sentence(List<Claim> claims, double margin, int templates, int groups) {
        List<Claim> open = Claim.open(claims);
        Claim said = open.isEmpty() ? claims.getFirst() : open.getFirst();
        String found = "Over " + templates + " templates and " + groups + " groups its greatest gap in " + said.what()
                + " exceeds the opponent's by " + Claim.numbers(said.measured());
        return found
                + (open.isEmpty()
                        ? ", within the margin of " + Claim.number(margin) + "."
                        : said.refuted()
                                ? ", beyond the margin of " + Claim.number(margin) + "."
                                : ", which may lie beyond the margin of " + Claim.number(margin)
                                        + "; more templates would tell.");
    }

    private static List<String> evidence(Asked asked, GateBench.Answers answers, List<Scale> scales) {
        List<String> lines = new ArrayList<>();
        int groups = asked.groups().size();
        for (int i = 0; i < asked.prompts().size(); i++) {
            Map<String, double[]> measured = new TreeMap<>();
            for (Scale scale : scales) {
                measured.put(
                        scale.name(),
                        new double[] {scale.own()[i / groups][i % groups], scale.other()[i / groups][i % groups]});
            }
            lines.add(Json.text(new Line(
                    asked.prompts().get(i).getFirst().content(),
                    asked.groups().get(i % groups).name(),
                    answers.own().get(i).text(),
                    answers.other().get(i).text(),
                    measured)));
        }
        return lines;
    }
}
