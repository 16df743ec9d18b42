package dev.attune.lm.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.rows.AdapterShelf;

/**
 * Serves 64 tasks of mixed kinds in one batch, in float32, and compares each answer with that of the task's adapter alone:
 * {@code MODEL_DIRECTORY ADAPTER_DIRECTORY NEW_TOKENS}.
 */
public record TasksMeasurement(LanguageModel model, AdapterDirectory folders, int newTokens) {
    private static final int PROMPT = 24;

    public static void main(String[] arguments) {
        try (LanguageModel model = LanguageModel.load(Path.of(arguments[0]), LoadOptions.float32())) {
            new TasksMeasurement(model, new AdapterDirectory(Path.of(arguments[1])), Integer.parseInt(arguments[2]))
                    .run();
        }
    }

    private void run() {
        try (AdapterShelf shelf = new AdapterShelf(model.manager(), model.transformer(), Long.MAX_VALUE)) {
            List<AdapterShelf.Borrowed> borrowed = new ArrayList<>();
            for (int task = 0; task < AdapterDirectory.TASKS; task++) {
                shelf.add("task-" + task, folders.task(task));
                borrowed.add(shelf.borrow("task-" + task));
            }
            List<GenerationRequest> requests = new ArrayList<>();
            for (int task = 0; task < AdapterDirectory.TASKS; task++) {
                requests.add(new GenerationRequest(
                        prompt(task), task, borrowed.get(task).adapter()));
            }
            long start = System.nanoTime();
            List<Generation> together = new Generator(model, Adapter.NONE).generate(requests, greedy());
            double seconds = (System.nanoTime() - start) / 1e9;
            ObjectNode details = compare(together);
            details.put("memoryBytes", shelf.bytes());
            borrowed.forEach(AdapterShelf.Borrowed::close);
            double made = (double) AdapterDirectory.TASKS * newTokens;
            Measurement.here("float32, 64 tasks of mixed kinds", made / seconds, details)
                    .print();
        }
    }

    private ObjectNode compare(List<Generation> together) {
        int equal = 0;
        double furthest = 0;
        for (int task = 0; task < AdapterDirectory.TASKS; task++) {
            try (NDManager own = model.newStep()) {
                TunedAdapter adapter = PeftDirectory.load(own, model.transformer(), folders.task(task));
                Generation alone = new Generator(model, adapter)
                        .generate(List.of(new GenerationRequest(prompt(task), task)), greedy())
                        .getFirst();
                boolean same = Arrays.equals(alone.tokens(), together.get(task).tokens());
                equal += same ? 1 : 0;
                for (int i = 0; same && i < newTokens; i++) {
                    double apart =
                            alone.logProbabilities()[i] - together.get(task).logProbabilities()[i];
                    furthest = Math.max(furthest, Math.abs(apart));
                }
            }
        }
        ObjectNode details = Measurement.noDetails();
        details.putObject("againstEachAlone")
                .put("equalAnswers", equal)
                .put("of", AdapterDirectory.TASKS)
                .put("furthestLogProbability", furthest);
        return details;
    }

    private int[] prompt(int task) {
        return AdapterDirectory.prompt(model, PROMPT - task % 8, task);
    }

    private SamplingSettings greedy() {
        return SamplingSettings.greedy(newTokens).withIgnoreEnd(true);
    }
}
