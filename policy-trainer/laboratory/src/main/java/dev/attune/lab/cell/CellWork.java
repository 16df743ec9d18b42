package dev.attune.lab.cell;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.study.Cell;
import dev.attune.lab.study.CellResult;
import dev.attune.lab.study.CellResult.Cost;
import dev.attune.lab.study.CellResult.Training;
import dev.attune.lab.study.Method;
import dev.attune.lab.study.Order;
import dev.attune.lab.study.Scores;
import dev.attune.lab.study.StudyTask;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;
import dev.attune.lm.weight.Parameter;
import dev.attune.policy.model.ModelPool;
import dev.attune.worker.process.PeakMemory;

/** One cell from order to result: read, load, learn, measure. */
public final class CellWork {

    /** Codes of a training that diverged: a result, since another rate may be the better one. */
    private static final List<String> DIVERGED = List.of("not-finite");

    private final Order order;
    private final Cell cell;
    private final Path work;
    private final Consumer<String> log;

    /**
     * @param work folder for what only this cell reads
     * @param log lines for people
     */
    public CellWork(Order order, Path work, Consumer<String> log) {
        this.order = order;
        this.cell = order.cell();
        this.work = work;
        this.log = log;
    }

    /** @throws AttuneException {@code lab-changed} where the data are others than those that were planned with */
    public CellResult run() throws IOException {
        StudyTask task = StudyTask.read(order.taskFile(), cell.sizes());
        GeneralText general = order.general() == null ? null : GeneralText.read(order.general());
        if (!cell.data().equals(task.digest() + (general == null ? "" : general.digest()))) {
            throw ErrorCategory.CALLER.error(
                    "lab-changed",
                    "The data of " + cell.task() + " have changed since the plan was made; start again.");
        }
        TaskData data = cell.method().learns() ? task.with(cell.examples(), cell.seed()) : task.data();
        try (ModelPool pool = MeasuredModel.pool(ComputeType.FLOAT32)) {
            MeasuredModel model = MeasuredModel.load(pool, order.model(), null);
            MeasuredModel named =
                    new MeasuredModel(String.valueOf(order.model().getFileName()), model.model(), model.adapter());
            try {
                return measured(learn(pool, named, data), task, general);
            } catch (AttuneException e) {
                if (!DIVERGED.contains(e.code())) {
                    throw e;
                }
                return failed(String.valueOf(e.getMessage()));
            }
        }
    }

    private Learned learn(ModelPool pool, MeasuredModel model, TaskData data) throws IOException {
        AskedModel asked = new AskedModel(pool, model, data, cell);
        return switch (cell.method()) {
            case ZERO_SHOT -> asked.zeroShot();
            case FEW_SHOT -> asked.fewShot();
            case SEARCHED -> asked.searched(work.resolve("search"), log);
            case HEAD -> asked.head();
            case SOFT_PROMPT, PREFIX, P_TUNING, IA3, LORA, DORA, ADAPTER, BITFIT, NORMS, LAST_LAYERS, FULL ->
                new TunedModel(model, data, cell, order.keep() == null ? work.resolve("adapter") : order.keep())
                        .learn();
        };
    }

    private CellResult measured(Learned learned, StudyTask task, @Nullable GeneralText general) {
        long peak = PeakMemory.megabytes();
        Scores dev = Scores.of(learned.reader().read(task.data().dev()));
        Scores test = null;
        Scores shifted = null;
        Double loss = null;
        double perItem = 0;
        if (cell.use() == Cell.Use.RESULT) {
            List<Example> tests = task.data().test();
            long began = System.nanoTime();
            test = Scores.of(learned.reader().read(tests));
            perItem = (System.nanoTime() - began) / 1e9 / tests.size();
            shifted =
                    task.shifted().isEmpty() ? null : Scores.of(learned.reader().read(task.shifted()));
            // a model that is only asked says general text as it always did: zero-shot measures it for all
            boolean changed = cell.method().tuning().isPresent() || cell.method() == Method.ZERO_SHOT;
            loss = general == null || !changed ? null : general.loss(learned.model());
        }
        Training training = learned.training();
        long most = training.steps() > 0 ? peak : PeakMemory.megabytes();
        return new CellResult(
                cell, now(), null, dev, test, shifted, loss, training, cost(most, perItem, totalParameters(learned)));
    }

    private static long totalParameters(Learned learned) {
        long own = learned.model().model().transformer().parameters().stream()
                .mapToLong(Parameter::count)
                .sum();
        long trained = learned.training().parameters();
        return trained == own ? own : own + trained;
    }

    private CellResult failed(String sentence) {
        return new CellResult(
                cell, now(), sentence, null, null, null, null, Training.NONE, cost(PeakMemory.megabytes(), 0, 0));
    }

    private static Cost cost(long peak, double perItem, long parameters) {
        ProcessHandle.Info own = ProcessHandle.current().info();
        double seconds = own.startInstant()
                .map(start -> Duration.between(start, Instant.now()).toMillis() / 1e3)
                .orElse(0.0);
        double cpu = own.totalCpuDuration().map(time -> time.toMillis() / 1e3).orElse(0.0);
        return new Cost(seconds, cpu, peak, perItem, parameters);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
