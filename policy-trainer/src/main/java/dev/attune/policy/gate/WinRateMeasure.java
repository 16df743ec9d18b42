package dev.attune.policy.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.EvaluationConfig;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.settings.gate.WinRateGate;
import dev.attune.contracts.statistics.Interval;
import dev.attune.policy.evaluation.Answerer;
import dev.attune.policy.evaluation.Judge;
import dev.attune.policy.evaluation.WinRate;
import dev.attune.policy.evaluation.WinRateEvaluation;
import dev.attune.policy.statistics.LengthControl;

/** The blind comparison: passed where the win rate's lower bound reaches what is asked for, failed where its upper bound does not. */
final class WinRateMeasure {

    private static final double TEMPERATURE = 1;

    private WinRateMeasure() {}

    static GateResult of(WinRateGate gate, GateBench bench) {
        Judge judge = bench.judges().judge(gate.judge());
        EvaluationConfig config = new EvaluationConfig(gate.prompts(), gate.maxNewTokens(), TEMPERATURE, bench.seed());
        WinRate result = new WinRateEvaluation(config)
                .run(
                        bench.prompts(GateKind.WIN_RATE, gate.prompts()),
                        answerer(bench.checkpoint(), gate),
                        answerer(bench.opponent(), gate),
                        judge);
        Interval rate = result.winRate();
        GateOutcome outcome = rate.low() >= gate.atLeast()
                ? GateOutcome.PASSED
                : rate.high() < gate.atLeast() ? GateOutcome.FAILED : GateOutcome.INCONCLUSIVE;
        Map<String, Double> figures = new HashMap<>(result.metrics());
        figures.put("lengthControlledWinRate", lengthControlled(result.pairs()));
        return new GateResult(
                GateKind.WIN_RATE,
                outcome,
                rate,
                gate.atLeast(),
                result.pairs().size(),
                figures,
                sentence(result, outcome, gate.atLeast(), bench.judges().remark(gate.judge())),
                result.pairs().stream().map(Json::text).toList());
    }

    private static Answerer answerer(GateSide side, WinRateGate gate) {
        return (prompts, seeds) -> side.answer(prompts, seeds, TEMPERATURE, gate.maxNewTokens()).stream()
                .map(GateAnswer::text)
                .toList();
    }

    private static double lengthControlled(List<WinRate.Pair> pairs) {
        return LengthControl.winRate(
                pairs.stream().mapToDouble(pair -> pair.result().points()).toArray(),
                pairs.stream()
                        .mapToDouble(pair ->
                                pair.answer().length() - pair.opponentAnswer().length())
                        .toArray());
    }

    private static String sentence(WinRate result, GateOutcome outcome, double atLeast, String remark) {
        String found = result.judge() + " finds its answer better for " + Claim.percents(result.winRate()) + " of "
                + result.pairs().size() + " prompts";
        String means = switch (outcome) {
            case PASSED -> ", and at least " + Claim.percent(atLeast) + " are asked for.";
            case FAILED -> ", which is less than the " + Claim.percent(atLeast) + " that are asked for.";
            case INCONCLUSIVE, ERROR ->
                ", which shows neither that it reaches the " + Claim.percent(atLeast)
                        + " that are asked for nor that it does not; more prompts would tell.";
        };
        return found + means + (remark.isEmpty() ? "" : " " + remark);
    }
}
