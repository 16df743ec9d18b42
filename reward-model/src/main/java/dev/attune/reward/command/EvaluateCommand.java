package dev.attune.reward.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.file.PreferenceInput;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.evaluation.PairScoring;
import dev.attune.reward.evaluation.RewardEvaluation;
import dev.attune.reward.score.RewardScorer;
import dev.attune.worker.process.PeakMemory;

/** Measures how well a reward model agrees with people. */
@Command(
        name = "evaluate",
        description =
                "Accuracy, calibration and loss of a reward model on files of preferences, beside what length explains.",
        footer = {"", "Example: evaluate --checkpoint reward --data test.jsonl --json result.json"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--checkpoint", required = true, paramLabel = "DIR", description = "The reward model.")
    private Path checkpoint;

    @Option(names = "--model", paramLabel = "DIR", description = "Its base, when it is no longer where it was.")
    private @Nullable Path model;

    @Option(names = "--data", required = true, arity = "1..*", paramLabel = "FILE", description = "Preferences.")
    private List<Path> data;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "Write the reliability plot as SVG.")
    private @Nullable Path plot;

    @Override
    public Integer call() {
        long began = System.nanoTime();
        List<PreferencePair> pairs =
                PreferenceInput.readUndecided(data, spec.commandLine().getErr());
        try (RewardScorer scorer = open(checkpoint, model)) {
            PairScoring scoring = PairScoring.of(scorer, pairs);
            if (scoring.decisive().isEmpty()) {
                throw ErrorCategory.CALLER.error(
                        "no-pairs",
                        "None of the " + pairs.size() + " comparisons of --data is decided and fits the model's "
                                + scorer.maximumTokens() + " tokens; evaluate on others.");
            }
            double tieParameter = scorer.description().metrics().getOrDefault("tieParameter", 0.0);
            RewardEvaluation evaluation = RewardEvaluation.of(scoring.decisive(), scoring.ties(), tieParameter);
            Results.plot(plot, evaluation);
            Map<String, Object> result = Results.of(evaluation);
            result.put("leftOutPairs", scoring.leftOut());
            result.put(
                    "bothBadPairs",
                    pairs.stream()
                            .filter(pair -> pair.outcome() == Outcome.BOTH_BAD)
                            .count());
            result.put("seconds", (System.nanoTime() - began) / 1e9);
            result.put("peakMemoryMb", PeakMemory.megabytes());
            Results.print(evaluation, spec.commandLine().getOut());
            Results.write(json, result);
            return 0;
        }
    }

    static RewardScorer open(Path checkpoint, @Nullable Path model) {
        return model == null ? RewardScorer.load(checkpoint) : RewardScorer.load(checkpoint, model);
    }
}
