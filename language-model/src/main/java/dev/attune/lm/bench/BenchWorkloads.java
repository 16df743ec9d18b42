package dev.attune.lm.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The workloads of {@code bench generate}, {@code bench train}, {@code bench load} and {@code bench adapters}. */
public final class BenchWorkloads {
    private static final String PER_SECOND = "tokens/s";
    private static final List<String> ATTENTIONS = List.of("sdpa", "eager");

    private BenchWorkloads() {}

    /** Sampling in three shapes, and loading. */
    public static List<Workload> generate(Path model) {
        return Stream.concat(
                        Stream.of(
                                sampling("batch32", 32, 1, 32, 64),
                                sampling("batch1", 1, 1, 32, 64),
                                sampling("shared-prompt", 8, 8, 256, 64)),
                        load(model).stream())
                .toList();
    }

    /** From the start of the process to the first token of a model in {@code directory}. */
    public static List<Workload> load(Path directory) {
        return List.of(new Workload(
                "load",
                "seconds",
                Workload.Better.LESS,
                LoadMeasurement.class,
                List.of(List.of(directory.toString())),
                "peer_load.py",
                List.of(List.of(directory.toString()))));
    }

    /**
     * Rows of one batch with different adapters, switching one of them, and tasks of mixed kinds against each alone.
     *
     * @param adapters of {@link AdapterDirectory}
     */
    public static List<Workload> adapters(Path model, Path adapters) {
        List<String> both = List.of(model.toString(), adapters.toString());
        List<String> sizes =
                Stream.concat(both.stream(), Stream.of("32", "64", "2")).toList();
        return List.of(
                new Workload(
                        "adapters32",
                        PER_SECOND,
                        Workload.Better.MORE,
                        RowsMeasurement.class,
                        List.of(joined("BFLOAT16", sizes)),
                        "peer_adapters.py",
                        List.of(Stream.concat(both.stream(), Stream.of("32", "64", "1"))
                                .toList())),
                ours("switch", "microseconds", Workload.Better.LESS, SwitchMeasurement.class, both, "2000"),
                ours("tasks64", PER_SECOND, Workload.Better.MORE, TasksMeasurement.class, both, "12"));
    }

    private static Workload ours(
            String name, String unit, Workload.Better better, Class<?> main, List<String> both, String count) {
        List<String> arguments = Stream.concat(both.stream(), Stream.of(count)).toList();
        return new Workload(name, unit, better, main, List.of(arguments), "", List.of());
    }

    /** A step of supervised tuning on 8 x 256 tokens. */
    public static List<Workload> train() {
        return List.of(tuning("sft-full", "full"), tuning("sft-lora", "lora"));
    }

    /** The same step of full tuning as a row of its own. */
    public static Workload supervised() {
        return tuning("sft", "full");
    }

    private static Workload sampling(String name, int prompts, int samples, int promptLength, int newTokens) {
        List<String> sizes = Stream.of(prompts, samples, promptLength, newTokens, 3)
                .map(String::valueOf)
                .toList();
        return new Workload(
                name,
                PER_SECOND,
                Workload.Better.MORE,
                GenerateMeasurement.class,
                List.of(joined("BFLOAT16", sizes)),
                "peer_generate.py",
                ATTENTIONS.stream().map(attention -> joined(attention, sizes)).toList());
    }

    private static Workload tuning(String name, String kind) {
        return new Workload(
                name,
                PER_SECOND,
                Workload.Better.MORE,
                TrainMeasurement.class,
                List.of(List.of(kind, "BFLOAT16", "8", "256", "5")),
                "peer_sft.py",
                List.of(List.of(kind, "8", "256", "5")));
    }

    private static List<String> joined(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
