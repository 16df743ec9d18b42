package dev.attune.reward.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.event.Message;
import dev.attune.reward.score.Answer;
import dev.attune.reward.score.RewardScorer;

/** Scores answers to one prompt. */
@Command(
        name = "score",
        description = "Scores answers to a prompt: higher is better, 0 is the mean of the training's answers.",
        footer = {"", "Example: score --checkpoint reward --prompt \"Say hello.\" --answer \"Hello!\" --answer \"No.\""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ScoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--checkpoint", required = true, paramLabel = "DIR", description = "The reward model.")
    private Path checkpoint;

    @Option(names = "--model", paramLabel = "DIR", description = "Its base, when it is no longer where it was.")
    private @Nullable Path model;

    @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "What the user says.")
    private String prompt;

    @Option(names = "--answer", required = true, paramLabel = "TEXT", description = "An answer; may be repeated.")
    private List<String> answers;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
    private @Nullable Path json;

    @Override
    public Integer call() {
        try (RewardScorer scorer = EvaluateCommand.open(checkpoint, model)) {
            double[] scores = scorer.score(answers.stream()
                    .map(answer -> new Answer(List.of(Message.user(prompt)), answer))
                    .toList());
            for (int i = 0; i < scores.length; i++) {
                spec.commandLine().getOut().printf(Locale.ROOT, "%8.4f  %s%n", scores[i], answers.get(i));
            }
            spec.commandLine().getOut().flush();
            Results.write(
                    json,
                    Map.of(
                            "scores",
                            IntStream.range(0, scores.length)
                                    .mapToObj(i -> Map.of("answer", answers.get(i), "score", scores[i]))
                                    .toList()));
            return 0;
        }
    }
}
