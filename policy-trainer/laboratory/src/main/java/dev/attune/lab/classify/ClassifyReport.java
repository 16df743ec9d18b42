package dev.attune.lab.classify;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.ManyMetrics;
import dev.attune.lab.measure.Measured;
import dev.attune.lab.measure.Metrics;
import dev.attune.lab.measure.Predictions;
import dev.attune.policy.option.Result;

/** A classification's numbers, each with its interval. */
public record ClassifyReport(Map<String, Measured> measures) {

    public static ClassifyReport of(Classification done, ClassifySettings settings) {
        Map<String, ToDoubleFunction<Predictions>> all = new LinkedHashMap<>();
        all.put("accuracy", Metrics::accuracy);
        all.put("macroF1", Metrics::macroF1);
        all.put("ece", Metrics::ece);
        all.put("eceEqualMass", Metrics::eceOfEqualMass);
        all.put("brier", Metrics::brier);
        all.put("nll", Metrics::nll);
        Bootstrap bootstrap = Bootstrap.ofSeed(settings.seed());
        Map<String, Measured> measures = new LinkedHashMap<>();
        all.forEach((name, measure) -> measures.put(name, bootstrap.of(done.said(), measure)));
        return new ClassifyReport(measures);
    }

    public static ClassifyReport of(ManyMetrics said, ClassifySettings settings) {
        Map<String, ToDoubleFunction<ManyMetrics>> all = new LinkedHashMap<>();
        all.put("microF1", ManyMetrics::microF1);
        all.put("macroF1", ManyMetrics::macroF1);
        all.put("subsetAccuracy", ManyMetrics::subsetAccuracy);
        Bootstrap bootstrap = Bootstrap.ofSeed(settings.seed());
        Map<String, Measured> measures = new LinkedHashMap<>();
        all.forEach((name, measure) -> measures.put(name, bootstrap.of(said, measure)));
        return new ClassifyReport(measures);
    }

    /** Numbers by their names, then the intervals by the same names. */
    public Result into(Result result) {
        measures.forEach((name, measured) -> result.put(name, measured.value()));
        return result.put("intervals", measures);
    }

    /** For a person: one line a number. */
    public String lines() {
        StringBuilder lines = new StringBuilder();
        measures.forEach((name, one) -> lines.append(
                String.format(Locale.ROOT, "%-14s %.3f  [%.3f, %.3f]%n", name, one.value(), one.low(), one.high())));
        return lines.toString();
    }
}
