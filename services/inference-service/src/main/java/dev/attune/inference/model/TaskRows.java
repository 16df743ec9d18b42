package dev.attune.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import dev.attune.inference.config.TaskConfig;
import dev.attune.lm.classify.MixedScorer;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;

/** Rows of all tasks on one base, whatever their adapters, read in common batches. Made at the start, so that its meter is there. */
@Startup
@ApplicationScoped
class TaskRows {

    /** By base, which may be freed. */
    private final Map<LanguageModel, SharedLine<MixedScorer.Row, double[]>> scores =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final Map<LanguageModel, SharedLine<Open, Generation>> answers =
            Collections.synchronizedMap(new WeakHashMap<>());
    private final int most;
    private final DistributionSummary sizes;

    TaskRows(TaskConfig config, MeterRegistry registry) {
        this.most = config.rows();
        this.sizes = DistributionSummary.builder("attune.tasks.batch.rows").register(registry);
    }

    /**
     * A question that is answered with text.
     *
     * @param room tokens of the answer
     */
    record Open(GenerationRequest request, int room) {}

    /**
     * The log-likelihoods of each row's words.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code abandoned} when nobody waits any more
     */
    List<double[]> score(ModelLease base, List<MixedScorer.Row> rows, Interest interest) {
        return scores.computeIfAbsent(base.model(), _ -> new SharedLine<>(most, this::scored))
                .run(base, rows, interest);
    }

    /**
     * The likeliest token each time.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code abandoned} when nobody waits any more
     */
    List<Generation> generate(ModelLease base, List<Open> rows, Interest interest) {
        return answers.computeIfAbsent(base.model(), _ -> new SharedLine<>(most, this::generated))
                .run(base, rows, interest);
    }

    private List<double[]> scored(LanguageModel model, List<MixedScorer.Row> rows) {
        sizes.record(rows.size());
        return Arrays.asList(new MixedScorer(model).score(rows));
    }

    private List<Generation> generated(LanguageModel model, List<Open> rows) {
        sizes.record(rows.size());
        Map<Integer, List<Integer>> byRoom = new TreeMap<>();
        IntStream.range(0, rows.size())
                .forEach(i -> byRoom.computeIfAbsent(rows.get(i).room(), _ -> new ArrayList<>())
                        .add(i));
        Generation[] made = new Generation[rows.size()];
        byRoom.forEach((room, places) -> {
            List<GenerationRequest> requests =
                    places.stream().map(i -> rows.get(i).request()).toList();
            List<Generation> some =
                    new Generator(model, Adapter.NONE).generate(requests, SamplingSettings.greedy(room));
            IntStream.range(0, some.size()).forEach(i -> made[places.get(i)] = some.get(i));
        });
        return List.of(made);
    }
}
