package dev.attune.lm.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.rows.ResidentAdapter;
import dev.attune.lm.torch.Dtype;

/**
 * Times sampling of 32 rows, each with a LoRA of its own, and in turn with it that of 32 rows with one LoRA and with none:
 * {@code DTYPE MODEL_DIRECTORY ADAPTER_DIRECTORY PROMPT_LENGTH NEW_TOKENS RUNS}.
 */
public record RowsMeasurement(LanguageModel model, List<ResidentAdapter> adapters, int promptLength, int newTokens) {
    private static final double TEMPERATURE = 0.7;
    private static final int WARM_UP_TOKENS = 8;
    private static final double THREE_DECIMALS = 1000;

    public static void main(String[] arguments) {
        Dtype dtype = Dtype.valueOf(arguments[0]);
        AdapterDirectory folders = new AdapterDirectory(Path.of(arguments[2]));
        int[] sizes = Measurement.sizes(arguments, 3);
        try (LanguageModel model = LanguageModel.load(Path.of(arguments[1]), new LoadOptions(dtype))) {
            List<ResidentAdapter> adapters = new ArrayList<>();
            for (int i = 0; i < AdapterDirectory.LORAS; i++) {
                TunedAdapter lora = PeftDirectory.load(model.manager(), model.transformer(), folders.lora(i));
                adapters.add(ResidentAdapter.of(model.manager(), model.transformer(), lora));
            }
            TunedAdapter one = PeftDirectory.load(model.manager(), model.transformer(), folders.lora(0));
            new RowsMeasurement(model, adapters, sizes[0], sizes[1]).run(one, dtype, sizes[2]);
        }
    }

    private void run(TunedAdapter one, Dtype dtype, int runs) {
        double none = Double.MAX_VALUE;
        double same = Double.MAX_VALUE;
        double sameAmongOthers = Double.MAX_VALUE;
        double different = Double.MAX_VALUE;
        for (int run = -1; run < runs; run++) {
            int tokens = run < 0 ? WARM_UP_TOKENS : newTokens;
            double forNone = seconds(Adapter.NONE, List.of(ResidentAdapter.BASE), tokens);
            double forSame = seconds(one, List.of(ResidentAdapter.BASE), tokens);
            double forOther = seconds(Adapter.NONE, adapters.subList(0, 1), tokens);
            double forDifferent = seconds(Adapter.NONE, adapters, tokens);
            if (run >= 0) {
                none = Math.min(none, forNone);
                same = Math.min(same, forSame);
                sameAmongOthers = Math.min(sameAmongOthers, forOther);
                different = Math.min(different, forDifferent);
            }
        }
        ObjectNode details = Measurement.noDetails();
        details.putObject("tokensPerSecond")
                .put("differentAdapters", rounded(made() / different))
                .put("oneAdapter", rounded(made() / same))
                .put("oneAdapterByRows", rounded(made() / sameAmongOthers))
                .put("noAdapter", rounded(made() / none));
        details.put("differentToOne", rounded(same / different)).put("differentToNone", rounded(none / different));
        details.put("bytesPerAdapter", adapters.getFirst().bytes());
        Measurement.here(dtype.name().toLowerCase(Locale.ROOT), made() / different, details)
                .print();
    }

    private double seconds(Adapter shared, List<ResidentAdapter> own, int tokens) {
        SamplingSettings settings =
                SamplingSettings.sampling(TEMPERATURE, tokens).withIgnoreEnd(true);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int row = 0; row < AdapterDirectory.LORAS; row++) {
            int[] prompt = AdapterDirectory.prompt(model, promptLength, row);
            requests.add(new GenerationRequest(prompt, row, own.get(row % own.size())));
        }
        long start = System.nanoTime();
        new Generator(model, shared).generate(requests, settings);
        return (System.nanoTime() - start) / 1e9;
    }

    private double made() {
        return (double) AdapterDirectory.LORAS * newTokens;
    }

    private static double rounded(double value) {
        return Math.round(value * THREE_DECIMALS) / THREE_DECIMALS;
    }
}
