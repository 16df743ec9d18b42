package dev.attune.lab.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lab.classify.Calibration;
import dev.attune.lab.measure.Measured;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.token.TokenMethod;
import dev.attune.lab.token.TokenResult;
import dev.attune.lab.token.TokenSearch;
import dev.attune.lab.token.TokenSettings;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code prompts tokens}: tokens before each text, found by the gradient. */
@Command(
        name = "tokens",
        description =
                "Searches tokens that help before each text by the model's gradient, and judges them on held-out examples.",
        footer = {
            "",
            "Example: prompts tokens --task task.yaml --model language-model/models/attune-tiny --tokens 8 --steps 30 --json T.json"
        })
public final class TokensCommand implements Callable<Integer> {

    @Mixin
    KeptOptions kept = new KeptOptions();

    @Mixin
    TaskOptions tasks = new TaskOptions();

    @Option(names = "--method", converter = ChoiceOption.OfTokenMethod.class, description = "gcg or autoprompt (gcg).")
    TokenMethod method = TokenMethod.GCG;

    @Option(names = "--tokens", paramLabel = "N", description = "Tokens before each text (10).")
    int tokens = 10;

    @Option(names = "--steps", paramLabel = "N", description = "Gradients that are taken (50).")
    int steps = 50;

    @Option(names = "--top", paramLabel = "N", description = "Tokens of a place that count as promising (256).")
    int top = 256;

    @Option(names = "--candidates", paramLabel = "N", description = "Replacements that each step measures (16).")
    int candidates = 16;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Training examples for a gradient, and as many others for the losses (16).")
    int batch = 16;

    @Option(names = "--seed", description = "Seed of all that is drawn (0).")
    long seed;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        TokenSettings settings = new TokenSettings(method, tokens, steps, top, candidates, batch, seed);
        TaskData data = tasks.read(true);
        data.notes().forEach(this::tell);
        SearchPrompt start = tasks.prompt(data.task()).orElseGet(() -> SearchPrompt.of(data.task(), 0));
        if (start.examples().count() > 0 || start.calibration() != Calibration.NONE || start.shortlist() > 0) {
            throw ErrorCategory.CALLER.error(
                    "token-prompt",
                    "Tokens are put into a prompt without examples, calibration or shortlist; leave these out of it.");
        }
        Path folder = kept.folder("prompt-tokens", data.task().name());
        try (ModelPool pool = kept.model.pool()) {
            TokenResult found = new TokenSearch(kept.model.load(pool), data, start, settings, this::tell).run(folder);
            Files.createDirectories(folder);
            Path file = folder.resolve("prompt.json");
            Files.writeString(file, Json.pretty(proposed(found, data)) + "\n");
            tell(found, file);
            results.report(result(found, data, file).timed(began));
        }
        return 0;
    }

    /** The prompt with who proposed it and on which evidence: all that a reviewer needs. */
    private Map<String, Object> proposed(TokenResult found, TaskData data) {
        Map<String, Object> json = new LinkedHashMap<>(found.prompt().json());
        json.put("proposer", method.text());
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("task", data.task().name());
        evidence.put("measure", "accuracy");
        evidence.put("before", found.before());
        evidence.put("after", found.after());
        evidence.put("difference", found.difference());
        evidence.put("mcNemar", found.chance());
        evidence.put("heldOut", found.heldOut());
        evidence.put("calls", found.calls());
        json.put("evidence", evidence);
        return json;
    }

    private void tell(String line) {
        results.messages().println(line);
        results.messages().flush();
    }

    private void tell(TokenResult found, Path file) {
        tell(
                found.text().isEmpty()
                        ? "No tokens did better than the template alone on the examples to choose with."
                        : "Tokens: " + found.text());
        tell(String.format(
                Locale.ROOT,
                "Held out (%d examples, looked at once): before %s, after %s, difference %s%s.",
                found.heldOut(),
                told(found.before(), "%.3f"),
                told(found.after(), "%.3f"),
                told(found.difference(), "%+.3f"),
                found.difference().isClearOfZero() ? "" : "; it may be chance"));
        tell("The prompt is proposed, not approved: " + file);
    }

    private static String told(Measured measured, String number) {
        return String.format(
                Locale.ROOT,
                number + " [" + number + ", " + number + "]",
                measured.value(),
                measured.low(),
                measured.high());
    }

    private Result result(TokenResult found, TaskData data, Path file) {
        return new Result()
                .put("state", "proposed")
                .put("proposer", method.text())
                .put("task", data.task().name())
                .put("seed", seed)
                .put("measure", "accuracy")
                .put("before", found.before())
                .put("after", found.after())
                .put("difference", found.difference())
                .put("mcNemar", found.chance())
                .put("heldOut", found.heldOut())
                .put("devLossBefore", found.devBefore())
                .put("devLossAfter", found.devAfter())
                .put("text", found.text())
                .put("tokens", found.tokens())
                .put("calls", found.calls())
                .put("gradients", found.gradients())
                .put("steps", found.steps())
                .put("start", found.start().json())
                .put("prompt", found.prompt().json())
                .put("file", file.toString());
    }
}
