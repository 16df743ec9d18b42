package dev.attune.policy.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.AlarmConfig;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.metrics.Alarms;
import dev.attune.policy.metrics.Vitals;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.testing.TinyModels;
import dev.attune.worker.folder.Retention;
import dev.attune.worker.folder.RunFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A run's life around a recipe that only counts. */
class UpdateLoopTest {

    private static final int UPDATES = 4;
    private static final double MAX_KL = 2;
    private static final Vitals CALM = new Vitals(0.5, 1, 4, 1, 1);
    private static final Vitals FAR = new Vitals(3, 1, 4, 1, 1);

    /** What the counting recipe keeps. */
    private record Count(int update, Settings configuration, String promptsSha256, Map<String, Double> metrics)
            implements UpdateState {}

    private record Settings(int pace) {}

    @TempDir
    Path directory;

    private final List<String> heard = new ArrayList<>();
    private LanguageModel model;
    private Settings settings = new Settings(1);
    private String prompts = "prompts";
    private List<Vitals> vitals = List.of(CALM, CALM, CALM, CALM);
    private Optional<HeldOut> heldOut = Optional.empty();
    private Retention retention = Retention.last(2);
    private int begun;
    private int freed;

    @BeforeEach
    void load() {
        model = TinyModels.random(directory.resolve("tokenizer"), 1);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aNewRunWritesTheStateBeforeItsFirstUpdateAndBeginsWithWhatItWrote() {
        Resumed<Count> from = resumed();
        assertThat(from.state().update()).isZero();
        assertThat(from.directory()).isEqualTo(state(0)).isDirectoryContaining("glob:**/number");
        assertThat(number(from.directory())).isZero();
        assertThat(begun).isOne();
        assertThat(freed).as("what began the run is freed before it goes on").isOne();
    }

    @Test
    void everyUpdateIsReportedSavedAndTold() {
        Outcome outcome = run(() -> false);
        assertThat(heard).containsExactly("1", "2", "3", "4");
        assertThat(folder().progress().read().stream().map(line -> line.get("step")))
                .containsExactly(1, 2, 3, 4);
        assertThat(outcome.updates()).isEqualTo(UPDATES);
        assertThat(outcome.metrics()).containsExactlyEntriesOf(Map.of("number", 4.0));
        assertThat(outcome.reason()).isEmpty();
        assertThat(outcome.policy()).contains(state(UPDATES).resolve("number"));
        assertThat(number(state(UPDATES))).isEqualTo(UPDATES);
    }

    @Test
    void aRunThatWasAskedToStopHasNoPolicyYetAndGoesOnLater() {
        Outcome stopped = run(() -> heard.size() == 2);
        assertThat(stopped.policy()).isEmpty();
        assertThat(stopped.updates()).isEqualTo(2);
        assertThat(stopped.reason()).contains("asked to stop");
        Outcome outcome = run(() -> false);
        assertThat(outcome.updates()).isEqualTo(UPDATES);
        assertThat(heard).containsExactly("1", "2", "3", "4");
        assertThat(begun).isOne();
    }

    @Test
    void aRunGoesOnFromItsLastWholeStateAndForgetsWhatCameAfter() throws IOException {
        run(() -> heard.size() == 3);
        Files.writeString(state(3).resolve("number"), "damaged");
        Resumed<Count> from = resumed();
        assertThat(from.state().update()).isEqualTo(2);
        assertThat(state(3)).doesNotExist();
        assertThat(folder().progress().read()).hasSize(2);
    }

    @Test
    void aRunThatIsOverIsNotAskedAgain() {
        run(() -> false);
        Outcome again = run(() -> {
            throw new IllegalStateException("Nothing is left to be stopped");
        });
        assertThat(again.updates()).isEqualTo(UPDATES);
        assertThat(heard).hasSize(UPDATES);
    }

    @Test
    void otherSettingsOrPromptsCannotGoOn() {
        run(() -> heard.size() == 1);
        settings = new Settings(2);
        assertThatThrownBy(this::resumed)
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("setting pace is 2 but was 1");
        settings = new Settings(1);
        prompts = "others";
        assertThatThrownBy(this::resumed).hasMessageContaining("the prompts differ");
    }

    @Test
    void anAlarmKeepsThePolicyBeforeTheOneThatRaisedIt() {
        vitals = List.of(CALM, CALM, FAR, CALM);
        Outcome outcome = run(() -> false);
        assertThat(heard).containsExactly("1", "2");
        assertThat(outcome.updates()).isOne();
        assertThat(outcome.metrics()).containsEntry("number", 1.0);
        assertThat(outcome.policy()).contains(state(1).resolve("number"));
        assertThat(outcome.reason())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("above maxKl 2.00")
                        .endsWith(", after update 2; the policy of update 1 is kept"));
    }

    @Test
    void anAlarmInTheFirstUpdateKeepsTheStart() {
        vitals = List.of(FAR);
        Outcome outcome = run(() -> false);
        assertThat(outcome.updates()).isZero();
        assertThat(outcome.policy()).contains(state(0).resolve("number"));
    }

    @Test
    void anAlarmKeepsTheBestPolicyWhereTheRunKnowsOne() {
        retention = Retention.last(2).andBest("number", Retention.Better.LOWER);
        vitals = List.of(CALM, CALM, CALM, FAR);
        Outcome outcome = run(() -> false);
        assertThat(outcome.updates()).isOne();
        assertThat(outcome.policy()).contains(state(1).resolve("number"));
        assertThat(outcome.reason())
                .hasValueSatisfying(
                        reason -> assertThat(reason).endsWith("after update 3; the policy of update 1 is kept"));
    }

    @Test
    void heldOutPromptsAreAnsweredBeforeTheFirstUpdateWhenItIsTimeAndAtTheEnd() {
        List<List<Message>> asked = IntStream.range(0, 3)
                .mapToObj(i -> List.of(Message.user("w" + i)))
                .toList();
        heldOut = Optional.of(new HeldOut(
                PromptSet.of(model, asked, 16),
                (conversations, answers) -> new float[answers.size()],
                Optional.empty(),
                SamplingSettings.sampling(1, 3),
                3,
                7));
        Outcome outcome = run(() -> false);
        assertThat(folder().samples().read().stream()
                        .map(line -> line.get("step"))
                        .distinct())
                .containsExactly(0, 3, 4);
        assertThat(outcome.metrics()).containsKey("heldOutReward");
    }

    @Test
    void anExceptionOfWhoeverIsToldEndsTheRunAfterItsStateIsSaved() {
        assertThatThrownBy(() -> run(() -> false, (update, metrics) -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(resumed().state().update()).isOne();
    }

    private Outcome run(BooleanSupplier stop) {
        return run(stop, (update, metrics) -> heard.add(Integer.toString(update)));
    }

    private Outcome run(BooleanSupplier stop, Progress progress) {
        Resumed<Count> from = resumed();
        UpdateLoop.Plan plan = new UpdateLoop.Plan(UPDATES, new Alarms(AlarmConfig.defaults(), MAX_KL), heldOut);
        UpdateLoop<Count> loop = new UpdateLoop<>(from, plan, new Sampler(model, Adapter.NONE), progress, stop);
        int number = number(from.directory());
        while (loop.goesOn()) {
            if (loop.alarmed(vitals.get(loop.state().update()))) {
                break;
            }
            number++;
            Map<String, Double> metrics = new HashMap<>(Map.of("number", (double) number));
            metrics.putAll(loop.watched(List.of()));
            int learned = number;
            loop.keep(
                    new Count(loop.state().update() + 1, settings, prompts, metrics),
                    directory -> write(directory, learned));
        }
        return loop.outcome(directory -> directory.resolve("number"));
    }

    private Resumed<Count> resumed() {
        return Resumed.of(folder(), new Count(0, settings, prompts, Map.of()), () -> {
            begun++;
            return new StateFiles() {
                @Override
                public void write(Path directory) {
                    UpdateLoopTest.write(directory, 0);
                }

                @Override
                public void close() {
                    freed++;
                }
            };
        });
    }

    private RunFolder<Count> folder() {
        return new RunFolder<>(directory.resolve("run"), Count.class, retention);
    }

    private Path state(int update) {
        return directory.resolve("run/state/%08d".formatted(update));
    }

    private static void write(Path directory, int number) {
        try {
            Files.writeString(directory.resolve("number"), Integer.toString(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path directory) {
        try {
            return Integer.parseInt(Files.readString(directory.resolve("number")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
