package dev.attune.lab.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import dev.attune.contracts.settings.AdamSettings;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.PromptTuning;
import dev.attune.contracts.settings.TrainingSettings;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.supervised.SupervisedBatches;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.classify.Lessons;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.study.Cell;
import dev.attune.lab.study.CellResult.Training;
import dev.attune.lab.study.Method;
import dev.attune.lab.study.Sizes;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Task;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.weight.Parameter;
import dev.attune.policy.supervised.SupervisedTuning;

/** Methods that change the model or what stands beside it: supervised tuning with the usual recipe, watched on the way. */
final class TunedModel {

    private static final double WARM_UP = 0.1;
    private static final double GRADIENT_NORM = 1;

    private final MeasuredModel base;
    private final TaskData data;
    private final Cell cell;
    private final Path folder;

    /** @param folder where the adapter is written */
    TunedModel(MeasuredModel base, TaskData data, Cell cell, Path folder) {
        this.base = base;
        this.data = data;
        this.cell = cell;
        this.folder = folder;
    }

    /** @throws dev.attune.contracts.error.AttuneException {@code not-finite}, and whatever the recipe refuses */
    Learned learn() throws IOException {
        Lessons lessons = new Lessons(base, data);
        int passes = cell.sizes().passesOver(data.train().size());
        boolean watches = cell.use() == Cell.Use.RESULT;
        Watch watch = new Watch(
                tuned -> reader(new MeasuredModel(base.name(), base.model(), tuned.adapter())), data, watches);
        SupervisedTuning.Outcome outcome = new SupervisedTuning(base.model(), config(passes), watch, watch::prepared)
                .train(lessons.of(data.train()), List.of());
        Tunable.Tuning tuning = outcome.tuning();
        long parameters =
                tuning.parameters().stream().mapToLong(Parameter::count).sum();
        Training training = new Training(
                outcome.steps(),
                watch.seconds(),
                (long) passes * lessons.tokens(data.train()),
                passes * data.train().size(),
                outcome.loss(),
                parameters,
                artifact(tuning, parameters),
                tuning.adapter().places(),
                watch.points());
        MeasuredModel model = new MeasuredModel(base.name(), base.model(), tuning.adapter());
        return new Learned(reader(model), model, training);
    }

    private Reader reader(MeasuredModel model) {
        Classifier classifier = new Classifier(model, data, ClassifySettings.zeroShot());
        return examples -> classifier.classify(examples).said();
    }

    private SupervisedTuningConfig config(int passes) {
        Tuning tuning = tuning(cell.method(), cell.sizes(), data.task());
        double rate = cell.setting().rate() == null ? 0 : cell.setting().rate();
        Optimisation optimisation =
                new Optimisation(AdamSettings.of(rate), WARM_UP, Optimisation.Schedule.COSINE, GRADIENT_NORM);
        int room = base.model().config().maximumPositions()
                - (cell.method().isPrompt() ? cell.sizes().virtualTokens() : 0);
        return new SupervisedTuningConfig(
                new SupervisedBatches(passes, cell.sizes().batch(), room, true),
                null,
                null,
                new TrainingSettings(tuning, optimisation, ComputeType.FLOAT32, cell.seed()));
    }

    /** A method's usual settings, with the comparison's sizes; prompts and prefixes begin as a text that names the labels. */
    static Tuning tuning(Method method, Sizes sizes, Task task) {
        Tuning usual = Tuning.of(method.tuning().orElseThrow());
        if (usual.trainsAll()) {
            return Tuning.full();
        }
        String labels =
                task.labels().stream().map(Label::words).map(List::getFirst).collect(Collectors.joining(", "));
        boolean text = method == Method.SOFT_PROMPT || method == Method.PREFIX;
        PromptTuning prompt = method.isPrompt()
                ? new PromptTuning(
                        sizes.virtualTokens(),
                        null,
                        text ? "Say which it is: " + labels + "." : null,
                        null,
                        null,
                        null,
                        null,
                        null)
                : usual.prompt();
        return new Tuning(
                usual.method(),
                sizes.rank(),
                2.0 * sizes.rank(),
                usual.targets(),
                prompt,
                usual.change(),
                usual.lowRank());
    }

    /** Bytes of the weights as they are kept: of the whole model for full tuning, which is not written for it. */
    private long artifact(Tunable.Tuning tuning, long parameters) throws IOException {
        if (tuning.adapter() instanceof TunedAdapter adapter) {
            Files.createDirectories(folder);
            PeftDirectory.save(adapter, base.model().transformer(), folder, base.name());
            return Files.size(folder.resolve(PeftDirectory.WEIGHTS));
        }
        return Float.BYTES * parameters;
    }
}
