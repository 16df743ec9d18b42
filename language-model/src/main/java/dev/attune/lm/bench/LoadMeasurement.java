package dev.attune.lm.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.transformer.Memory;

/** Times the way from the start of the process to the first token: {@code MODEL_DIRECTORY}. */
public final class LoadMeasurement {
    private static final double MEBI = 1 << 20;

    private LoadMeasurement() {}

    public static void main(String[] arguments) {
        Memory.newManager().close();
        long floor = Measurement.peakSoFarMb();
        try (LanguageModel model = LanguageModel.load(Path.of(arguments[0]), LoadOptions.bfloat16())) {
            long loaded = Measurement.peakSoFarMb();
            int[] prompt = model.tokenizer().encode("The capital of France is");
            new Generator(model, Adapter.NONE)
                    .generate(List.of(new GenerationRequest(prompt, 0)), SamplingSettings.greedy(1));
            double seconds = (System.currentTimeMillis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime())
                    / 1e3;
            double weights = model.transformer().parameters().stream()
                            .mapToDouble(parameter -> (double) parameter.count() * Short.BYTES)
                            .sum()
                    / MEBI;
            ObjectNode details = Measurement.noDetails();
            details.putObject("loading")
                    .put("weightsMb", Math.round(weights))
                    .put("floorMb", floor)
                    .put("peakAboveFloorMb", loaded - floor)
                    .put("timesTheWeights", Math.round((loaded - floor) / weights * 100) / 100.0);
            Measurement.here("bfloat16", seconds, details).print();
        }
    }
}
