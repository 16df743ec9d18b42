package dev.attune.policy.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.gate.CapabilityGate;
import dev.attune.contracts.settings.gate.CapabilityGate.ChoiceQuestion;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;
import dev.attune.contracts.statistics.McNemar;
import dev.attune.policy.statistics.PairedBootstrap;
import dev.attune.policy.statistics.PairedShares;

/**
 * Whether it still can what the opponent can: the loss of known answers, in nats a token, and how many questions have the right choice as the
 * likeliest one. Each not worse than the opponent's by its margin; what the gate has of both must hold.
 *
 * <p>A choice is as likely as the mean log-probability of its tokens, with the one that ends it: a sum would prefer short choices.
 */
final class CapabilityMeasure {

    private CapabilityMeasure() {}

    /** A line of the evidence. */
    private record TextLine(String prompt, String answer, double loss, double opponentLoss) {}

    private record ChoiceLine(String prompt, List<String> choices, int right, int chosen, int opponentChosen) {}

    /** What the parts of the gate found. */
    private static final class Found {
        private final List<Claim> claims = new ArrayList<>();
        private final Map<String, Double> figures = new HashMap<>();
        private final List<String> sentences = new ArrayList<>();
        private final List<String> evidence = new ArrayList<>();
        private boolean tooFew;
        private int samples;
    }

    static GateResult of(CapabilityGate gate, GateBench bench) {
        Found found = new Found();
        if (!gate.texts().isEmpty()) {
            texts(gate, bench, found);
        }
        if (!gate.choices().isEmpty()) {
            choices(gate, bench, found);
        }
        GateOutcome outcome = found.claims.isEmpty() ? GateOutcome.INCONCLUSIVE : Claim.outcome(found.claims);
        Claim first = found.claims.isEmpty() ? null : found.claims.getFirst();
        return new GateResult(
                GateKind.CAPABILITY,
                found.tooFew && outcome == GateOutcome.PASSED ? GateOutcome.INCONCLUSIVE : outcome,
                first == null ? null : first.measured(),
                first == null ? null : Double.isFinite(first.below()) ? first.below() : first.above(),
                found.samples,
                found.figures,
                String.join(" ", found.sentences),
                found.evidence);
    }

    private static void texts(CapabilityGate gate, GateBench bench, Found found) {
        List<List<Message>> prompts = gate.texts().stream()
                .map(text -> List.of(Message.user(text.prompt())))
                .toList();
        List<String> answers =
                gate.texts().stream().map(CapabilityGate.KnownAnswer::answer).toList();
        double[] own = bench.checkpoint().loss(prompts, answers);
        double[] other = bench.opponent().loss(prompts, answers);
        int[] fitting = IntStream.range(0, own.length)
                .filter(i -> Double.isFinite(own[i]) && Double.isFinite(other[i]))
                .toArray();
        if (fitting.length == 0) {
            throw ErrorCategory.CALLER.error(
                    "no-texts", "No text of the capability gate fits both models; shorten them.");
        }
        for (int i : fitting) {
            found.evidence.add(Json.text(new TextLine(gate.texts().get(i).prompt(), answers.get(i), own[i], other[i])));
        }
        found.samples += fitting.length;
        found.figures.put("texts", (double) fitting.length);
        found.figures.put("textsLeftOut", (double) own.length - fitting.length);
        found.figures.put(
                "loss", IntStream.of(fitting).mapToDouble(i -> own[i]).average().orElseThrow());
        found.figures.put(
                "opponentLoss",
                IntStream.of(fitting).mapToDouble(i -> other[i]).average().orElseThrow());
        if (fitting.length < PairedBootstrap.FEWEST) {
            found.tooFew = true;
            found.sentences.add("There are " + fitting.length + " texts, and below " + PairedBootstrap.FEWEST
                    + " nothing can be said of their loss; add some.");
            return;
        }
        Interval rise = PairedBootstrap.ofMean(
                IntStream.of(fitting).mapToDouble(i -> own[i] - other[i]).toArray(),
                bench.interval(GateKind.CAPABILITY, 0));
        Claim claim = Claim.below("loss", rise, gate.lossMargin());
        found.claims.add(claim);
        found.sentences.add("The loss of " + fitting.length + " known answers rises by " + Claim.numbers(rise)
                + " nats a token" + meaning(claim, Claim.number(gate.lossMargin()), "texts"));
    }

    private static void choices(CapabilityGate gate, GateBench bench, Found found) {
        int[] own = chosen(gate.choices(), bench.checkpoint());
        int[] other = chosen(gate.choices(), bench.opponent());
        int[] fitting = IntStream.range(0, own.length)
                .filter(i -> own[i] >= 0 && other[i] >= 0)
                .toArray();
        if (fitting.length == 0) {
            throw ErrorCategory.CALLER.error(
                    "no-choices", "No question of the capability gate fits both models; shorten them.");
        }
        boolean[] right = new boolean[fitting.length];
        boolean[] opponentRight = new boolean[fitting.length];
        double chance = 0;
        for (int i = 0; i < fitting.length; i++) {
            ChoiceQuestion question = gate.choices().get(fitting[i]);
            right[i] = own[fitting[i]] == question.right();
            opponentRight[i] = other[fitting[i]] == question.right();
            chance += 1.0 / question.choices().size() / fitting.length;
            found.evidence.add(Json.text(new ChoiceLine(
                    question.question(), question.choices(), question.right(), own[fitting[i]], other[fitting[i]])));
        }
        PairedShares shares = PairedShares.of(right, opponentRight);
        Claim claim = Claim.above("accuracy", shares.difference(), -gate.accuracyMargin());
        found.claims.add(claim);
        found.samples += fitting.length;
        found.figures.put("choices", (double) fitting.length);
        found.figures.put("choicesLeftOut", (double) own.length - fitting.length);
        found.figures.put("accuracy", shares.firstShare());
        found.figures.put("opponentAccuracy", shares.secondShare());
        found.figures.put("chance", chance);
        found.figures.put("accuracyDifferenceLow", claim.measured().low());
        found.figures.put("accuracyDifferenceHigh", claim.measured().high());
        found.figures.put("mcNemar", McNemar.probability(shares.second(), shares.first()));
        Interval opponent = Interval.wilson(shares.both() + shares.second(), fitting.length);
        found.sentences.add("It has " + Claim.percent(shares.firstShare()) + " of " + fitting.length
                + " questions right and the opponent " + Claim.percent(shares.secondShare()) + ", a difference of "
                + Claim.percents(claim.measured())
                + meaning(claim, Claim.percent(gate.accuracyMargin()), "questions")
                + (opponent.low() > chance
                        ? ""
                        : " The opponent is not shown to do better than chance, so this says little."));
    }

    private static String meaning(Claim claim, String margin, String more) {
        return claim.shown()
                ? ", within the margin of " + margin + "."
                : claim.refuted()
                        ? ", beyond the margin of " + margin + "."
                        : ", which may lie beyond the margin of " + margin + "; more " + more + " would tell.";
    }

    /** The likeliest choice of each question; -1 where one does not fit. */
    private static int[] chosen(List<ChoiceQuestion> questions, GateSide side) {
        List<List<Message>> prompts = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (ChoiceQuestion question : questions) {
            for (String choice : question.choices()) {
                prompts.add(List.of(Message.user(question.question())));
                answers.add(choice);
            }
        }
        double[] losses = side.loss(prompts, answers);
        int[] chosen = new int[questions.size()];
        int at = 0;
        for (int i = 0; i < chosen.length; i++) {
            int count = questions.get(i).choices().size();
            chosen[i] = least(losses, at, count);
            at += count;
        }
        return chosen;
    }

    private static int least(double[] losses, int from, int count) {
        int best = 0;
        for (int i = 0; i < count; i++) {
            if (!Double.isFinite(losses[from + i])) {
                return -1;
            }
            best = losses[from + i] < losses[from + best] ? i : best;
        }
        return best;
    }
}
