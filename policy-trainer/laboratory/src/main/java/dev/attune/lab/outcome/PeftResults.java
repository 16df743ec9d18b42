package dev.attune.lab.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.lab.study.Cell;
import dev.attune.lab.study.CellResult;
import dev.attune.lab.study.MethodPlan;
import dev.attune.lab.study.Plan;
import dev.attune.lab.study.Scores;
import dev.attune.lab.study.StudySettings;
import dev.attune.lab.study.Trial;

/**
 * Results as PEFT's {@code method_comparison} keeps them: a file for each run, and a table with its columns. Where it has the
 * accelerator's memory there is the process' peak of resident memory, the model included, in all three columns.
 */
public final class PeftResults {

    /** The columns of PEFT's table, in its order. */
    public static final List<String> COLUMNS = List.of(
            "experiment_name",
            "model_id",
            "train_config",
            "peft_type",
            "peft_config",
            "accelerator_memory_reserved_avg",
            "accelerator_memory_max",
            "accelerator_memory_reserved_99th",
            "total_time",
            "train_time",
            "file_size",
            "num_trainable_params",
            "train_loss",
            "train_samples",
            "peft_version",
            "peft_branch",
            "transformers_version",
            "datasets_version",
            "torch_version",
            "package_info",
            "system_info",
            "created_at",
            "task_name",
            "test_accuracy",
            "train_total_tokens",
            "forgetting*",
            "bitsandbytes_version");

    private static final String FORGETTING = "forgetting*";
    private static final long MEGABYTE = 1L << 20;

    private final StudySettings settings;
    private final @Nullable Double before;

    private PeftResults(StudySettings settings, @Nullable Double before) {
        this.settings = settings;
        this.before = before;
    }

    /** Writes {@code TASK--METHOD--SEED.json} for each run of the usual number of examples, and {@code results.csv}. */
    static void write(Plan plan, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> table = new ArrayList<>(List.of(String.join(",", COLUMNS)));
        for (MethodPlan part : plan.parts()) {
            PeftResults results =
                    new PeftResults(plan.settings(), untouched(plan, part.task().name()));
            for (CellResult result : Outcomes.results(part.results())) {
                Cell cell = result.cell();
                Map<String, Object> run = results.run(result);
                Files.writeString(
                        folder.resolve(cell.task() + "--" + cell.method().text() + "--seed_" + cell.seed() + ".json"),
                        Json.pretty(run) + "\n");
                Map<String, Object> row = results.row(result);
                table.add(COLUMNS.stream().map(column -> field(row.get(column))).collect(Collectors.joining(",")));
            }
        }
        Files.write(folder.resolve("results.csv"), table);
    }

    /** The general loss of the model as it came. */
    private static @Nullable Double untouched(Plan plan, String task) {
        return plan.parts().stream()
                .filter(part -> part.task().name().equals(task))
                .flatMap(part -> part.results().stream())
                .filter(Trial::succeeded)
                .flatMap(trial -> trial.result().stream())
                .filter(result -> result.training().steps() == 0)
                .map(CellResult::generalLoss)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Map<String, Object> row(CellResult result) {
        Map<String, Object> row = new LinkedHashMap<>();
        long memory = result.cost().peakMemoryMb() * MEGABYTE;
        Map<String, Object> peft = peftConfig(result);
        row.put("experiment_name", name(result));
        row.put("model_id", settings.modelName());
        row.put("train_config", Json.text(trainConfig(result)));
        row.put("peft_type", peft.isEmpty() ? "full-finetuning" : Objects.requireNonNull(peft.get("peft_type")));
        row.put("peft_config", peft.isEmpty() ? "" : Json.text(peft));
        row.put("accelerator_memory_reserved_avg", memory);
        row.put("accelerator_memory_max", memory);
        row.put("accelerator_memory_reserved_99th", memory);
        row.put("total_time", result.cost().seconds());
        row.put("train_time", result.training().seconds());
        row.put("file_size", result.training().artifactBytes());
        row.put("num_trainable_params", result.training().parameters());
        putIfKnown(row, "train_loss", result.training().loss());
        row.put("train_samples", result.training().seen());
        row.put("package_info", Json.text(packages()));
        row.put("system_info", Json.text(system()));
        row.put("created_at", result.created());
        row.put("task_name", result.cell().task());
        row.put("test_accuracy", accuracy(result.test()));
        row.put("train_total_tokens", result.training().tokens());
        putIfKnown(row, FORGETTING, forgetting(result));
        return row;
    }

    private Map<String, Object> run(CellResult result) {
        Map<String, Object> peft = peftConfig(result);
        Map<String, @Nullable Object> run = new LinkedHashMap<>();
        run.put("created_at", result.created());
        run.put("total_time", result.cost().seconds());
        run.put("experiment_name", name(result));
        run.put("peft_branch", "none");
        run.put("train_config", trainConfig(result));
        run.put("peft_config", peft.isEmpty() ? null : peft);
        run.put("error_msg", "");
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("run_info", run);
        whole.put("train_info", trainInfo(result));
        whole.put(
                "meta_info",
                Map.of(
                        "model_info", Map.of("sha", settings.modelDigest()),
                        "dataset_info",
                                Map.of(
                                        result.cell().task(),
                                        Map.of("sha", result.cell().data())),
                        "package_info", packages(),
                        "system_info", system(),
                        "pytorch_info", ""));
        return whole;
    }

    private Map<String, Object> trainInfo(CellResult result) {
        long memory = result.cost().peakMemoryMb() * MEGABYTE;
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("accelerator_memory_reserved_avg", memory);
        info.put("accelerator_memory_max", memory);
        info.put("accelerator_memory_reserved_99th", memory);
        info.put("train_time", result.training().seconds());
        info.put("file_size", result.training().artifactBytes());
        info.put("num_trainable_params", result.training().parameters());
        info.put("num_total_params", result.cost().totalParameters());
        info.put("status", "success");
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (CellResult.Point point : result.training().curve()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("step", point.step());
            line.put("valid accuracy", point.accuracy());
            line.put("train loss", point.loss());
            line.put("train samples", point.step() * result.cell().sizes().batch());
            line.put("train time", point.seconds());
            metrics.add(line);
        }
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("step", result.training().steps());
        last.put("test accuracy", accuracy(result.test()));
        last.put(
                "train loss",
                result.training().loss() == null ? 0.0 : result.training().loss());
        last.put("train samples", result.training().seen());
        last.put("train total tokens", result.training().tokens());
        putIfKnown(last, "forgetting", forgetting(result));
        metrics.add(last);
        info.put("metrics", metrics);
        return info;
    }

    private @Nullable Double forgetting(CellResult result) {
        Double after = result.generalLoss();
        return before == null || after == null ? null : after - before;
    }

    private Map<String, Object> trainConfig(CellResult result) {
        Cell cell = result.cell();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model_id", settings.modelName());
        config.put("dtype", "float32");
        config.put("batch_size", cell.sizes().batch());
        config.put("max_steps", result.training().steps());
        config.put("seed", cell.seed());
        config.put("examples", cell.examples());
        config.put("setting", cell.setting().said());
        if (cell.method().tuning().isPresent()) {
            config.put("grad_norm_clip", 1.0);
            config.put("optimizer_type", "AdamW");
            config.put(
                    "optimizer_kwargs",
                    Map.of("lr", Objects.requireNonNull(cell.setting().rate()), "weight_decay", 0.0));
            config.put("lr_scheduler", "cosine");
        }
        return config;
    }

    /** Empty for full tuning, as PEFT has it; methods that PEFT lacks have types of our own. */
    private static Map<String, Object> peftConfig(CellResult result) {
        Cell cell = result.cell();
        String type = switch (cell.method()) {
            case ZERO_SHOT, FEW_SHOT, SEARCHED, HEAD ->
                "ATTUNE_" + cell.method().name();
            case SOFT_PROMPT -> "PROMPT_TUNING";
            case PREFIX -> "PREFIX_TUNING";
            case P_TUNING -> "P_TUNING";
            case IA3 -> "IA3";
            case LORA, DORA -> "LORA";
            case ADAPTER -> "ATTUNE_BOTTLENECK";
            case BITFIT -> "ATTUNE_BITFIT";
            case NORMS -> "LN_TUNING";
            case LAST_LAYERS -> "ATTUNE_LAST_LAYERS";
            case FULL -> "";
        };
        Map<String, Object> config = new LinkedHashMap<>();
        if (!type.isEmpty()) {
            config.put("peft_type", type);
            switch (cell.method()) {
                case SOFT_PROMPT, PREFIX, P_TUNING ->
                    config.put("num_virtual_tokens", cell.sizes().virtualTokens());
                case LORA, DORA -> {
                    config.put("r", cell.sizes().rank());
                    config.put("lora_alpha", 2 * cell.sizes().rank());
                    config.put("use_dora", cell.method() == dev.attune.lab.study.Method.DORA);
                }
                default -> {}
            }
        }
        return config;
    }

    private String name(CellResult result) {
        Cell cell = result.cell();
        String setting = cell.setting().said().replace(' ', '_').replace("–", "default");
        return cell.method().text() + "/" + settings.modelName() + "-" + cell.task() + "-" + setting + "-seed_"
                + cell.seed();
    }

    private static double accuracy(@Nullable Scores scores) {
        return scores == null ? 0 : scores.accuracy();
    }

    /** Nothing of Python's is in use; PEFT's reader wants the names. */
    private static Map<String, Object> packages() {
        Map<String, Object> packages = new LinkedHashMap<>();
        Stream.of("transformers", "peft", "datasets", "bitsandbytes", "torch")
                .forEach(name -> packages.put(name + "-version", "none"));
        return packages;
    }

    private static Map<String, Object> system() {
        return Map.of(
                "system", System.getProperty("os.name"),
                "release", System.getProperty("os.version"),
                "machine", System.getProperty("os.arch"),
                "processor", Runtime.getRuntime().availableProcessors() + " cores",
                "accelerator", "none: CPU, peak resident memory of the process");
    }

    private static void putIfKnown(Map<String, Object> row, String name, @Nullable Object value) {
        if (value != null) {
            row.put(name, value);
        }
    }

    private static String field(@Nullable Object value) {
        String text = value == null ? "" : String.valueOf(value);
        return text.contains(",") || text.contains("\"") || text.contains("\n")
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
