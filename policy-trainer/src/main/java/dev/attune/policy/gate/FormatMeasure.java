package dev.attune.policy.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.gate.FormatGate;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;
import dev.attune.policy.statistics.PairedBootstrap;
import dev.attune.policy.statistics.PairedShares;

/**
 * Whether answers look as they did: the median over prompts of {@code (characters + 1) / (the opponent's + 1)}, and how much the shares of answers
 * with each {@link FormatTrait} rise. All must be shown to lie within their limits; it fails where one is shown to lie without.
 */
final class FormatMeasure {

    private static final double TEMPERATURE = 1;

    private FormatMeasure() {}

    /** A line of the evidence. */
    private record Line(
            List<Message> prompt,
            String answer,
            String opponentAnswer,
            List<String> traits,
            List<String> opponentTraits) {}

    static GateResult of(FormatGate gate, GateBench bench) {
        List<List<Message>> prompts = bench.prompts(GateKind.FORMAT, gate.prompts());
        GateBench.Answers answers = bench.answers(GateKind.FORMAT, prompts, TEMPERATURE, gate.maxNewTokens());
        int count = prompts.size();
        if (count < PairedBootstrap.FEWEST) {
            return new GateResult(
                    GateKind.FORMAT,
                    GateOutcome.INCONCLUSIVE,
                    null,
                    null,
                    count,
                    Map.of(),
                    "There are " + count + " held-out prompts, and below " + PairedBootstrap.FEWEST
                            + " nothing can be said of how answers look; add some.",
                    evidence(answers));
        }
        double[] ratios = new double[count];
        for (int i = 0; i < count; i++) {
            ratios[i] = (characters(answers.own().get(i)) + 1.0)
                    / (characters(answers.other().get(i)) + 1.0);
        }
        Interval ratio = PairedBootstrap.ofMedian(ratios, bench.interval(GateKind.FORMAT, 0));
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim("length", ratio, gate.shortest(), gate.longest()));
        Map<String, Double> figures = new HashMap<>();
        for (FormatTrait trait : FormatTrait.values()) {
            PairedShares shares = shares(trait, answers);
            Interval rise = shares.difference();
            claims.add(Claim.below(trait.adjective(), rise, gate.risesBy()));
            String name = trait.adjective();
            figures.put(name, shares.firstShare());
            figures.put(
                    "opponent" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    shares.secondShare());
            figures.put(name + "RiseLow", rise.low());
            figures.put(name + "RiseHigh", rise.high());
        }
        return new GateResult(
                GateKind.FORMAT,
                Claim.outcome(claims),
                ratio,
                ratio.mean() < 1 ? gate.shortest() : gate.longest(),
                count,
                figures,
                sentence(claims, gate, count),
                evidence(answers));
    }

    private static int characters(GateAnswer answer) {
        return answer.text().codePointCount(0, answer.text().length());
    }

    private static PairedShares shares(FormatTrait trait, GateBench.Answers answers) {
        boolean[] own = new boolean[answers.own().size()];
        boolean[] other = new boolean[own.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = trait.of(answers.own().get(i));
            other[i] = trait.of(answers.other().get(i));
        }
        return PairedShares.of(own, other);
    }

    private static String sentence(List<Claim> claims, FormatGate gate, int count) {
        List<Claim> open = Claim.open(claims);
        String length = "On " + count + " prompts its answers are "
                + Claim.numbers(claims.getFirst().measured()) + " times as long as the opponent's at the median";
        if (open.isEmpty()) {
            return length + ", and neither length nor form has drifted beyond what is allowed.";
        }
        String which = open.stream().map(claim -> limit(claim, gate)).collect(Collectors.joining("; "));
        return length
                + (open.getFirst().refuted()
                        ? "; it has drifted too far: " + which + "."
                        : "; too little was seen to show that this holds: " + which + ". More prompts would tell.");
    }

    private static String limit(Claim claim, FormatGate gate) {
        return claim.what().equals("length")
                ? "the length must stay between " + gate.shortest() + " and " + gate.longest() + " times"
                : "the share of " + claim.what() + " answers rises by " + Claim.percents(claim.measured()) + ", and "
                        + Claim.percent(gate.risesBy()) + " are allowed";
    }

    private static List<String> evidence(GateBench.Answers answers) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < answers.prompts().size(); i++) {
            GateAnswer own = answers.own().get(i);
            GateAnswer other = answers.other().get(i);
            lines.add(Json.text(
                    new Line(answers.prompts().get(i), own.text(), other.text(), traits(own), traits(other))));
        }
        return lines;
    }

    private static List<String> traits(GateAnswer answer) {
        List<String> traits = new ArrayList<>();
        for (FormatTrait trait : FormatTrait.values()) {
            if (trait.of(answer)) {
                traits.add(trait.adjective());
            }
        }
        return traits;
    }
}
