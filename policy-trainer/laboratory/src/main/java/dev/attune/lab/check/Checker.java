package dev.attune.lab.check;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.lab.suite.Check;

/** Looks at answers. */
public final class Checker {

    private final Judges judges;

    public Checker(Judges judges) {
        this.judges = judges;
    }

    /** Whether an answer is a refusal, by the phrases of the check {@code is-refusal}. */
    public static boolean isRefusal(String answer) {
        return TextChecks.isRefusal(answer).passed();
    }

    /** What all checks of the case say of its answer. */
    public List<Verdict> check(Answered answered) {
        return answered.asked().checks().stream()
                .map(check -> verdict(check, answered))
                .toList();
    }

    private Verdict verdict(Check check, Answered answered) {
        if (!check.isComputed()) {
            return new Verdict(check.name(), false, 0, "it " + check.whyNot(), true, check.weight(), check.metric());
        }
        if (check.type().equals("assert-set")) {
            return set(check, answered);
        }
        try {
            Finding found = found(check, check.valueFor(answered.asked()), answered);
            boolean passed = found.passed() != check.negated();
            double score = check.negated() ? (passed ? 1 : 0) : found.score();
            String reason = check.negated() && !passed ? "it must not be so: " + found.reason() : found.reason();
            return new Verdict(check.name(), passed, score, reason, false, check.weight(), check.metric());
        } catch (Judges.NoJudgement e) {
            // also of a check that is negated: no judgement is no praise
            return new Verdict(
                    check.name(), false, 0, String.valueOf(e.getMessage()), false, check.weight(), check.metric());
        }
    }

    private Verdict set(Check check, Answered answered) {
        List<Verdict> children =
                check.children().stream().map(child -> verdict(child, answered)).toList();
        CaseScore score = CaseScore.of(children, check.threshold());
        boolean skipped = score.isSkipped();
        return new Verdict(
                check.name(),
                score.passed() != check.negated() && !skipped,
                score.score(),
                score.reason(),
                skipped,
                check.weight(),
                check.metric());
    }

    private Finding found(Check check, JsonNode value, Answered answered) throws Judges.NoJudgement {
        String output = answered.output();
        OptionalDouble threshold = check.threshold();
        return switch (check.type()) {
            case "equals" -> TextChecks.isEqual(value, output);
            case "contains" -> TextChecks.containsOne(value, output, false);
            case "icontains" -> TextChecks.containsOne(value, output, true);
            case "contains-all" -> TextChecks.contains(value, output, true, false);
            case "contains-any" -> TextChecks.contains(value, output, false, false);
            case "icontains-all" -> TextChecks.contains(value, output, true, true);
            case "icontains-any" -> TextChecks.contains(value, output, false, true);
            case "starts-with" -> TextChecks.startsWith(value, output);
            case "regex" -> Patterns.found(value.asText(), output);
            case "is-json" -> JsonChecks.isJson(value, output);
            case "contains-json" -> JsonChecks.containsJson(value, output);
            case "is-refusal" -> TextChecks.isRefusal(output);
            case "word-count" -> TextChecks.wordCount(value, output);
            case "levenshtein" -> TextChecks.levenshtein(value, output, threshold);
            case "rouge-n" ->
                Finding.atLeast(Likeness.rouge(value.asText(), output), threshold.orElse(0.75), "ROUGE-1");
            case "bleu" -> Finding.atLeast(Likeness.bleu(value.asText(), output), threshold.orElse(0.5), "BLEU");
            case "latency" -> atMost(answered.millis(), threshold.orElse(value.asDouble(0)), "milliseconds");
            case "perplexity" -> perplexity(answered, threshold.orElse(value.asDouble(0)));
            case "llm-rubric" -> rubric(judges.rubric(check, value.asText(), answered), threshold);
            case "attune:label" -> of(judges.label(check, value, answered));
            case "attune:reward" -> reward(check, value, answered);
            default -> throw new IllegalStateException("The check " + check.name() + " was not refused");
        };
    }

    private static Finding of(Judges.Judgement judgement) {
        return new Finding(judgement.passed(), judgement.score(), judgement.reason());
    }

    /** With a threshold the judge must let it pass, and give so much. */
    private static Finding rubric(Judges.Judgement judgement, OptionalDouble threshold) {
        boolean enough = threshold.isEmpty() || judgement.score() >= threshold.getAsDouble();
        return new Finding(judgement.passed() && enough, judgement.score(), judgement.reason());
    }

    private Finding reward(Check check, JsonNode value, Answered answered) throws Judges.NoJudgement {
        double reward = judges.reward(check, value, answered);
        double least = check.threshold().orElse(0);
        return Finding.of(
                reward >= least,
                String.format(Locale.ROOT, "the reward is %.3f, and should be at least %.3f", reward, least));
    }

    private static Finding perplexity(Answered answered, double most) throws Judges.NoJudgement {
        if (Double.isNaN(answered.perplexity())) {
            throw new Judges.NoJudgement("the provider does not tell how likely its answer is");
        }
        return atMost(answered.perplexity(), most, "of perplexity");
    }

    private static Finding atMost(double value, double most, String what) {
        return Finding.of(
                value <= most,
                String.format(Locale.ROOT, "there are %.1f %s, and should be at most %.1f", value, what, most));
    }
}
