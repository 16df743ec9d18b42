package dev.attune.lab.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.prompt.Critiques;
import dev.attune.lab.search.ModelScorer;
import dev.attune.lab.search.PromptSearch;
import dev.attune.lab.search.Proposer;
import dev.attune.lab.search.SearchResult;
import dev.attune.lab.search.SearchSettings;
import dev.attune.lab.search.Strategy;
import dev.attune.lab.suite.Provider;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.workbench.SuiteModels;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code prompts search}: a better prompt within a budget of calls. */
@Command(
        name = "search",
        description =
                "Searches a better prompt for a task within a budget of model calls, and judges it on held-out examples.",
        footer = {
            "",
            "Example: prompts search --task task.yaml --model language-model/models/attune-tiny --calls 500 --json S.json"
        })
public final class SearchCommand implements Callable<Integer> {

    private static final String OWN = "own";
    private static final int LONGEST_PROPOSAL = 120;

    @Mixin
    KeptOptions kept = new KeptOptions();

    @Mixin
    TaskOptions tasks = new TaskOptions();

    @Option(
            names = "--calls",
            paramLabel = "N",
            description = "All calls that may be made, proposals and the judgement included (500).")
    int calls = 500;

    @Option(names = "--seed", description = "Seed of all that is drawn (0).")
    long seed;

    @Option(
            names = "--strategy",
            converter = ChoiceOption.OfStrategy.class,
            description = "random, halving, tpe or gepa (halving).")
    Strategy strategy = Strategy.HALVING;

    @Option(
            names = "--shortlist",
            paramLabel = "N",
            description = "Score only N labels for each text, those of the nearest training texts, with every prompt.")
    int shortlist;

    @Option(
            names = "--embedding",
            description = "Try the nearest examples by the model's own vectors, too; these passes are no calls.")
    boolean embedding;

    @Option(
            names = "--proposer",
            paramLabel = "URL",
            description = "An endpoint in OpenAI's form that writes instructions (the model itself).")
    private @Nullable String proposer;

    @Option(names = "--proposer-model", paramLabel = "NAME", description = "The endpoint's model (default).")
    String proposerModel = "default";

    @Option(
            names = "--critiques",
            paramLabel = "FILE",
            description =
                    "What people say about answers, told to whoever writes instructions: lines, or events of tail feedback --json.")
    private @Nullable Path critiques;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        SearchSettings settings = new SearchSettings(calls, seed, strategy, critiques(), shortlist, embedding);
        TaskData data = tasks.read(true);
        data.notes().forEach(this::tell);
        Path folder = kept.folder("prompt-searches", data.task().name());
        try (ModelPool pool = kept.model.pool()) {
            MeasuredModel loaded = kept.model.load(pool);
            PromptSearch search = new PromptSearch(
                    new ModelScorer(loaded, data, seed),
                    loaded.digest(),
                    proposer(pool, loaded),
                    data,
                    settings,
                    this::tell);
            SearchResult found = search.run(folder);
            Path file = folder.resolve("prompt.json");
            Files.writeString(file, Json.pretty(proposed(found, data, loaded)) + "\n");
            tell(found, file);
            results.report(result(found, data, file).timed(began));
        }
        return 0;
    }

    private List<String> critiques() {
        return critiques == null ? List.of() : Critiques.read(critiques, this::tell);
    }

    private Proposer proposer(ModelPool pool, MeasuredModel loaded) {
        SuiteModels models = new SuiteModels(pool, Path.of(""));
        ObjectNode config =
                Json.MAPPER.createObjectNode().put("temperature", 1.0).put("max_tokens", LONGEST_PROPOSAL);
        if (proposer == null) {
            models.put(OWN, loaded);
            Provider own = new Provider("attune:" + OWN, OWN, config, List.of());
            return new Proposer(models.answerer(own), "proposal", false);
        }
        config.put("apiBaseUrl", address(proposer));
        Provider endpoint = new Provider("openai:chat:" + proposerModel, proposerModel, config, List.of());
        return new Proposer(models.answerer(endpoint), "proposal of " + proposerModel, true);
    }

    static String address(String written) {
        try {
            URI uri = URI.create(written);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return written;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw ErrorCategory.CALLER.error(
                "proposer-address",
                written + " is no address of an endpoint; give one such as http://127.0.0.1:8000/v1.");
    }

    /** The prompt with who proposed it and on which evidence: all that a reviewer needs. */
    private Map<String, Object> proposed(SearchResult found, TaskData data, MeasuredModel loaded) {
        Map<String, Object> json = new LinkedHashMap<>(found.prompt().json());
        json.put("proposer", found.proposer());
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("task", data.task().name());
        evidence.put("model", loaded.name());
        evidence.put("modelDigest", loaded.digest());
        evidence.put("measure", "accuracy");
        evidence.put("before", found.before());
        evidence.put("after", found.after());
        evidence.put("difference", found.difference());
        evidence.put("mcNemar", found.chance());
        evidence.put("heldOut", found.heldOut());
        evidence.put("calls", found.calls());
        evidence.put("tries", found.tries().size());
        json.put("evidence", evidence);
        return json;
    }

    private void tell(String line) {
        results.messages().println(line);
        results.messages().flush();
    }

    private void tell(SearchResult found, Path file) {
        found.notes().forEach(this::tell);
        tell(String.format(
                Locale.ROOT,
                "Held out (%d examples, looked at once): before %.3f [%.3f, %.3f], after %.3f [%.3f, %.3f], difference %+.3f"
                        + " [%+.3f, %+.3f]%s.",
                found.heldOut(),
                found.before().value(),
                found.before().low(),
                found.before().high(),
                found.after().value(),
                found.after().low(),
                found.after().high(),
                found.difference().value(),
                found.difference().low(),
                found.difference().high(),
                found.difference().isClearOfZero() ? "" : "; it may be chance"));
        tell(
                "The means of the tries are biased upwards, since the best of them was chosen; only the held-out figures count.");
        tell("The prompt is proposed, not approved: " + file);
    }

    private Result result(SearchResult found, TaskData data, Path file) {
        return new Result()
                .put("state", "proposed")
                .put("task", data.task().name())
                .put("proposer", found.proposer())
                .put("strategy", strategy.text())
                .put("seed", seed)
                .put("measure", "accuracy")
                .put("before", found.before())
                .put("after", found.after())
                .put("difference", found.difference())
                .put("mcNemar", found.chance())
                .put("heldOut", found.heldOut())
                .put("budget", calls)
                .put("shortlist", shortlist)
                .put("embedding", embedding)
                .put("calls", found.calls())
                .put("freshCalls", found.fresh())
                .put("proposals", found.proposals())
                .put("chosen", found.best())
                .put("searchScoresAreBiased", true)
                .put("tries", found.tries())
                .put("start", found.start().json())
                .put("prompt", found.prompt().json())
                .put("file", file.toString())
                .put("notes", found.notes());
    }
}
