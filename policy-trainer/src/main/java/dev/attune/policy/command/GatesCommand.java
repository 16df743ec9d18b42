package dev.attune.policy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.contracts.settings.gate.GateJudge;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.PromptFile;
import dev.attune.policy.evaluation.HttpJudge;
import dev.attune.policy.evaluation.Judge;
import dev.attune.policy.evaluation.RewardModelJudge;
import dev.attune.policy.gate.GateBench;
import dev.attune.policy.gate.GateJudges;
import dev.attune.policy.gate.GateMeasuring;
import dev.attune.policy.gate.GateResult;
import dev.attune.policy.gate.GateSide;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.model.ModelReference;
import dev.attune.policy.option.ComputeTypeOption;

/** {@code evaluate gates}: a checkpoint measured beside another one, without the bus. */
@Command(
        name = "gates",
        description = {
            "Measures a checkpoint beside an opponent at the gates of a file.",
            "Exit code: 0 all passed, 1 one has not, 2 bad input."
        },
        footer = {
            "",
            "Example: evaluate gates --gates docs/examples/gates-all.json --checkpoint policy"
                    + " --opponent language-model/models/attune-tiny --prompts held-out.jsonl --out gates"
        })
public final class GatesCommand implements Callable<Integer> {

    private static final int NOT_PASSED = 1;
    private static final int BAD_INPUT = 2;

    @Option(names = "--gates", required = true, paramLabel = "FILE", description = "Gates as JSON.")
    Path gates = Path.of("");

    @Option(
            names = "--checkpoint",
            required = true,
            paramLabel = "DIR",
            description = "Folder of a model or a PEFT adapter.")
    Path checkpoint = Path.of("");

    @Option(names = "--opponent", required = true, paramLabel = "DIR", description = "Folder of its opponent.")
    Path opponent = Path.of("");

    @Option(names = "--base", description = "Folder of the adapters' base, where their configuration does not say it.")
    private @Nullable Path base;

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines with prompt: a text, or messages; on which neither was trained.")
    Path prompts = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Takes gates.json with all figures, and each gate's evidence.")
    Path out = Path.of("");

    @Option(names = "--judge", paramLabel = "URL", description = "The outside judge of a win rate.")
    private @Nullable URI judge;

    @Option(
            names = "--gold",
            paramLabel = "DIR",
            description =
                    "A reward model that had no part in training the checkpoint; it judges where the judge is gold.")
    private @Nullable Path gold;

    @Option(names = "--compute", converter = ComputeTypeOption.class, description = "float32 or bfloat16 (float32).")
    ComputeType compute = ComputeType.FLOAT32;

    @Option(names = "--seed", description = "Seed of prompts, answers and intervals (1).")
    long seed = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            List<GateResult> results = measured();
            write(results);
            return results.stream().allMatch(result -> result.outcome() == GateOutcome.PASSED) ? 0 : NOT_PASSED;
        } catch (AttuneException e) {
            if (e.category() != ErrorCategory.CALLER) {
                throw e;
            }
            return refused(e);
        } catch (CheckpointException e) {
            return refused(e);
        }
    }

    private int refused(RuntimeException failure) {
        line().getErr().println(failure.getMessage());
        line().getErr().flush();
        return BAD_INPUT;
    }

    private List<GateResult> measured() {
        GatePolicy policy = policy();
        ModelReference own = ModelReference.of(checkpoint, base);
        ModelReference other = ModelReference.of(opponent, base);
        PromptFile file = PromptFile.read(prompts);
        file.rejected().forEach(line().getErr()::println);
        List<GateResult> results = new ArrayList<>();
        try (ModelPool models = new ModelPool(ModelPool.options(compute))) {
            LanguageModel model = models.base(own.base());
            GateBench bench = new GateBench(
                    new GateSide(model, models.adapter(own), () -> {}),
                    new GateSide(models.base(other.base()), models.adapter(other), () -> {}),
                    file.prompts(),
                    new Judges(models, model, judge, gold),
                    seed);
            GateMeasuring measuring = new GateMeasuring(policy, bench);
            PrintWriter lines = line().getOut();
            for (GateKind kind : policy.ofTheTrainer()) {
                GateResult result = measuring.measure(kind);
                results.add(result);
                lines.println(kind.text() + " " + result.outcome().text() + ": " + result.sentence());
                lines.flush();
            }
        }
        return results;
    }

    private GatePolicy policy() {
        try {
            GatePolicy policy = Json.MAPPER.readValue(Files.readString(gates), GatePolicy.class);
            if (policy.ofTheTrainer().isEmpty()) {
                throw ErrorCategory.CALLER.error(
                        "no-gates", "The file " + gates + " has no gate that can be measured; add one.");
            }
            return policy;
        } catch (JsonProcessingException e) {
            throw ErrorCategory.CALLER.error(
                    "bad-gates", "The gates in " + gates + " cannot be used: " + Json.sentence(e), e);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "gates-unreadable", "The file " + gates + " cannot be read; give the gates with --gates.", e);
        }
    }

    private void write(List<GateResult> results) throws IOException {
        Files.createDirectories(out);
        List<GateResult> figures = new ArrayList<>();
        for (GateResult result : results) {
            Files.write(out.resolve(result.gate().text() + ".jsonl"), result.evidence());
            figures.add(result.withoutEvidence());
        }
        Files.writeString(out.resolve("gates.json"), Json.pretty(Map.of("gates", figures)) + "\n");
    }

    private CommandLine line() {
        return Objects.requireNonNull(spec, "The command was not started by its command line")
                .commandLine();
    }

    /** The judges that the options name. */
    private record Judges(
            ModelPool models,
            LanguageModel model,
            @Nullable URI outside,
            @Nullable Path reward) implements GateJudges {

        @Override
        public Judge judge(GateJudge kind) {
            return switch (kind) {
                case OUTSIDE -> new HttpJudge(required(outside, "--judge"), HttpJudge.Retry.defaults());
                case GOLD ->
                    new RewardModelJudge("reward-model:" + reward, models.reward(required(reward, "--gold"), model));
            };
        }

        @Override
        public Optional<RewardFunction> gold() {
            return Optional.ofNullable(reward).map(folder -> models.reward(folder, model));
        }

        private static <T> T required(@Nullable T given, String option) {
            if (given == null) {
                throw ErrorCategory.CALLER.error("no-judge", "There is no such judge; name one with " + option + ".");
            }
            return given;
        }
    }
}
