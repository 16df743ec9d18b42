package dev.attune.lab.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.lab.measure.Measured;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.task.TaskFile;
import dev.attune.lab.token.ReadingMeasure;
import dev.attune.lab.token.SoftReading;
import dev.attune.lab.token.SoftReading.Nearest;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code prompts read}: a soft prompt as the tokens that are nearest to it. */
@Command(
        name = "read",
        description =
                "Shows the tokens nearest to a soft prompt's vectors, and with a task what these are worth beside it.",
        footer = {"", "Example: prompts read --model language-model/models/attune-tiny --adapter out/prompt"})
public final class ReadCommand implements Callable<Integer> {

    @Mixin
    ModelChoice model = new ModelChoice();

    @Option(
            names = "--task",
            paramLabel = "FILE",
            description = "A task file: the prompt, and the tokens in its place, are measured on its tests.")
    private @Nullable Path task;

    @Option(names = "--limit", paramLabel = "N", description = "Measure on the first N of the tests only.")
    int limit = Integer.MAX_VALUE;

    @Option(names = "--seed", description = "Seed of the intervals (0).")
    long seed;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        TaskData data = task == null ? null : TaskData.read(TaskFile.read(task));
        try (ModelPool pool = model.pool()) {
            MeasuredModel loaded = model.load(pool);
            SoftReading reading = SoftReading.of(loaded);
            tell(reading);
            Result result = new Result()
                    .put("byAngle", text(reading, true))
                    .put("byDistance", text(reading, false))
                    .put("places", reading.places());
            if (data != null) {
                ReadingMeasure measured = ReadingMeasure.of(loaded, reading, data, limit, seed);
                tell(measured);
                result.put("task", data.task().name()).put("examples", measured.examples());
                accuracies(measured).forEach(result::put);
            }
            results.report(result.timed(began));
        }
        return 0;
    }

    private static Map<String, Measured> accuracies(ReadingMeasure measured) {
        Map<String, Measured> accuracies = new LinkedHashMap<>();
        accuracies.put("without", measured.without());
        accuracies.put("soft", measured.soft());
        accuracies.put("angle", measured.angle());
        accuracies.put("distance", measured.distance());
        accuracies.put("softLessWithout", measured.softLessWithout());
        accuracies.put("angleLessSoft", measured.angleLessSoft());
        accuracies.put("distanceLessSoft", measured.distanceLessSoft());
        return accuracies;
    }

    private static String text(SoftReading reading, boolean angle) {
        return reading.places().stream()
                .map(place -> angle ? place.byAngle() : place.byDistance())
                .map(Nearest::text)
                .collect(Collectors.joining());
    }

    private void tell(SoftReading reading) {
        List<SoftReading.Place> places = reading.places();
        for (int i = 0; i < places.size(); i++) {
            SoftReading.Place place = places.get(i);
            line(
                    "%2d  length %7.3f  cosine %6.3f \"%s\"  distance %7.3f \"%s\"",
                    i + 1,
                    place.length(),
                    place.byAngle().value(),
                    shown(place.byAngle()),
                    place.byDistance().value(),
                    shown(place.byDistance()));
        }
    }

    private static String shown(Nearest nearest) {
        return nearest.text().replace("\n", "\\n");
    }

    private void tell(ReadingMeasure measured) {
        line("Accuracy on %d examples:", measured.examples());
        accuracies(measured)
                .forEach((name, figure) ->
                        line("  %-17s %+.3f [%+.3f, %+.3f]", name, figure.value(), figure.low(), figure.high()));
        line(measured.told());
    }

    private void line(String format, Object... values) {
        results.messages().println(String.format(Locale.ROOT, format, values));
        results.messages().flush();
    }
}
