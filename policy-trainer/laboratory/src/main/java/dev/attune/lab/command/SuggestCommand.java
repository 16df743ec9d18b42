package dev.attune.lab.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.suggest.Failures;
import dev.attune.lab.suggest.Reflection;
import dev.attune.lab.suggest.RuleEdits;
import dev.attune.lab.suggest.Suggestion;
import dev.attune.lab.suggest.Trial;
import dev.attune.lab.suite.Provider;
import dev.attune.lab.suite.Suite;
import dev.attune.lab.suite.SuiteFile;
import dev.attune.lab.suite.SuitePrompt;
import dev.attune.lab.workbench.Answerer;
import dev.attune.lab.workbench.Comparison;
import dev.attune.lab.workbench.RunFolder;
import dev.attune.lab.workbench.RunRow;
import dev.attune.lab.workbench.RunSummary;
import dev.attune.lab.workbench.SuiteModels;
import dev.attune.lab.workbench.SuiteRun;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;
import dev.attune.text.SettingsFile;

/** {@code prompts suggest}: edited prompts from the cases that a run failed. */
@Command(
        name = "suggest",
        description = {
            "Suggests edited prompts from the cases that a run failed, and tries them on its suite if asked.",
            "Nothing is published: each suggestion is a file to read, edit, run and push."
        },
        footer = {
            "",
            "Example: prompts suggest prompt-runs/suite/1#plain --suite docs/examples/suite.yaml --model DIR --try"
        })
public final class SuggestCommand implements Callable<Integer> {

    private static final int LONGEST_PROPOSAL = 400;

    @Parameters(paramLabel = "RUN", description = "The folder of a run, and #LABEL where it has several prompts.")
    String run = "";

    @Option(names = "--count", paramLabel = "K", description = "How many suggestions (4).")
    int count = 4;

    @Option(
            names = "--proposer",
            paramLabel = "URL",
            description = "An endpoint in OpenAI's form that reads the failures and writes instructions (rules).")
    private @Nullable String proposer;

    @Option(names = "--proposer-model", paramLabel = "NAME", description = "The endpoint's model (default).")
    String proposerModel = "default";

    @Option(names = "--try", description = "Run them on the suite, beside the prompt that failed.")
    boolean tried;

    @Option(names = "--suite", paramLabel = "FILE", description = "The suite, with --try.")
    private @Nullable Path suite;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Who is asked, with --try (the suite's first provider).")
    private @Nullable Path model;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer, with --model (256).")
    int maximumTokens = 256;

    @Option(names = "--seed", description = "Seed of what is drawn (0).")
    long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Where suggestions go (prompt-suggestions/LABEL).")
    private @Nullable Path out;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        KeptPrompt kept = KeptPrompt.of(run);
        List<Message> turns = kept.turns();
        if (turns.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-turns", "The run in " + run + " is of an earlier version; run the suite again.");
        }
        Suite read = tried ? suite() : null;
        Failures failures = Failures.of(kept.rows());
        try (ModelPool pool = MeasuredModel.pool(ComputeType.FLOAT32)) {
            List<Suggestion> suggestions = proposer == null
                    ? new RuleEdits(turns, failures, seed).suggest(count)
                    : new Reflection(endpoint(pool), turns, failures).suggest(count);
            Path folder = out == null ? Path.of("prompt-suggestions").resolve(slug(kept.label())) : out;
            Map<String, Path> files = write(folder, suggestions);
            Map<String, Comparison> comparisons = read == null
                    ? Map.of()
                    : trial(pool, read, new Trial(SuitePrompt.of(kept.label(), turns), suggestions), folder);
            tell(suggestions, files, comparisons);
            results.report(
                    result(kept, failures, suggestions, files, comparisons).timed(began));
        }
        return 0;
    }

    private Suite suite() {
        if (suite == null) {
            throw ErrorCategory.CALLER.error("no-suite", "To try suggestions, give the suite, too: --suite FILE.");
        }
        Suite read = SuiteFile.read(suite);
        if (model == null && read.providers().isEmpty()) {
            throw ErrorCategory.CALLER.error("no-provider", "The suite names no provider; give --model.");
        }
        return read.with(
                model == null
                        ? read.providers().getFirst()
                        : new Provider(
                                "attune:" + model,
                                model.toString(),
                                Json.MAPPER.createObjectNode().put("max_tokens", maximumTokens),
                                List.of()));
    }

    private Answerer endpoint(ModelPool pool) {
        ObjectNode config = Json.MAPPER
                .createObjectNode()
                .put("temperature", 1.0)
                .put("max_tokens", LONGEST_PROPOSAL)
                .put("apiBaseUrl", SearchCommand.address(String.valueOf(proposer)));
        return new SuiteModels(pool, Path.of(""))
                .answerer(new Provider("openai:chat:" + proposerModel, proposerModel, config, List.of()));
    }

    /** Each a prompt's file, as {@code prompts push} and suites read it. */
    private static Map<String, Path> write(Path folder, List<Suggestion> suggestions) throws IOException {
        Files.createDirectories(folder);
        Map<String, Path> files = new LinkedHashMap<>();
        for (Suggestion one : suggestions) {
            Path file = folder.resolve(slug(one.label()) + ".yaml");
            Files.writeString(file, SettingsFile.yaml(file(one)));
            files.put(one.label(), file);
        }
        return files;
    }

    private static ObjectNode file(Suggestion one) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("note", one.label() + ": " + one.why());
        json.put("state", "proposed");
        List<Message> turns = new ArrayList<>(one.turns());
        if (turns.getFirst().role().equals("system")) {
            json.put("system", turns.removeFirst().content());
        }
        json.put("template", turns.removeLast().content());
        if (!turns.isEmpty()) {
            var examples = json.putArray("examples");
            for (int i = 0; i + 1 < turns.size(); i += 2) {
                examples.addObject()
                        .put("user", turns.get(i).content())
                        .put("assistant", turns.get(i + 1).content());
            }
        }
        return json;
    }

    private static String slug(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    }

    private Map<String, Comparison> trial(ModelPool pool, Suite read, Trial trial, Path folder) {
        SuiteModels models = new SuiteModels(
                pool,
                Optional.ofNullable(
                                Objects.requireNonNull(suite).toAbsolutePath().getParent())
                        .orElseThrow());
        if (model != null) {
            models.put(model.toString(), MeasuredModel.load(pool, model, null));
        }
        Suite all = trial.of(read);
        try (RunFolder kept = RunFolder.begin(RunFolder.next(folder.resolve("runs")), all)) {
            List<RunRow> rows = new SuiteRun(all, models, null, kept::add).run();
            kept.end(RunSummary.of(rows), rows);
            tell("Every answer is in " + kept.path().resolve("report.md") + ".");
            return trial.compare(rows);
        }
    }

    private void tell(List<Suggestion> suggestions, Map<String, Path> files, Map<String, Comparison> comparisons) {
        for (Suggestion one : suggestions) {
            Comparison made = comparisons.get(one.label());
            tell(files.get(one.label()) + ": " + one.why());
            if (made != null) {
                tell(String.format(
                        Locale.ROOT,
                        "  %d cases: %.3f before, %.3f after, %+.3f [%+.3f, %+.3f]; %s",
                        made.cases(),
                        made.before(),
                        made.after(),
                        made.difference().value(),
                        made.difference().low(),
                        made.difference().high(),
                        made.difference().isClearOfZero() ? "clear of zero" : "it may be chance"));
            }
        }
        tell(
                "They are suggestions, not approved. The best of several is flattered by the choice: judge it on other cases.");
    }

    private void tell(String line) {
        results.messages().println(line);
        results.messages().flush();
    }

    private static Result result(
            KeptPrompt kept,
            Failures failures,
            List<Suggestion> suggestions,
            Map<String, Path> files,
            Map<String, Comparison> comparisons) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Suggestion one : suggestions) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("label", one.label());
            told.put("why", one.why());
            told.put("file", String.valueOf(files.get(one.label())));
            told.put("turns", one.turns());
            if (comparisons.containsKey(one.label())) {
                told.put("comparison", comparisons.get(one.label()));
            }
            all.add(told);
        }
        return new Result()
                .put("state", "proposed")
                .put("prompt", kept.label())
                .put("failed", failures.failed().size())
                .put("passed", failures.passed().size())
                .put("checks", failures.checks())
                .put("suggestions", all);
    }
}
