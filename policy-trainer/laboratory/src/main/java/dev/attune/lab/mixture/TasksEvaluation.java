package dev.attune.lab.mixture;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.lab.classify.Calibration;
import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.classify.Score;
import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.folder.PartsFolder;
import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;

/**
 * Tasks that were held out as wholes, put by all their templates, without and with examples: the same items, templates and
 * examples for every model.
 */
public final class TasksEvaluation {

    /** Changes when the same inputs would be measured otherwise. */
    private static final String FORM = "tasks-1";

    private final Mixture mixture;
    private final MixtureData data;
    private final PartsFolder folder;
    private final PrintWriter messages;

    /**
     * Reads the data.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code mixture-invalid} when nothing is held out
     */
    public TasksEvaluation(Mixture mixture, PartsFolder folder, PrintWriter messages) {
        this.mixture = mixture;
        this.data = MixtureData.read(mixture);
        this.folder = folder;
        this.messages = messages;
        if (data.unseen().isEmpty()) {
            throw MixtureErrors.invalid("The mixture " + mixture.name()
                    + " holds out no task; name tasks or clusters under heldOut to measure on.");
        }
    }

    /** What was left out of the data. */
    public List<String> notes() {
        return data.notes();
    }

    /**
     * A model on all tasks.
     *
     * @param side {@code before} or {@code after}
     * @param identity digest of its weights
     * @param model loaded when something is left to measure
     */
    public Measurement measure(String side, String identity, Supplier<MeasuredModel> model) {
        List<Cell> cells = new ArrayList<>();
        for (MixtureData.Unseen unseen : data.unseen()) {
            for (int shots : shots()) {
                List<TaskTemplate> templates = unseen.source().choices();
                for (int template = 0; template < templates.size(); template++) {
                    cells.add(cell(side, identity, model, new Question(unseen, templates, template, shots)));
                }
            }
        }
        return new Measurement(cells, generalLoss(side, identity, model));
    }

    /** What was measured of one model. */
    public record Measurement(List<Cell> cells, List<Double> generalLosses) {
        public Measurement {
            cells = List.copyOf(cells);
            generalLosses = List.copyOf(generalLosses);
        }
    }

    private List<Integer> shots() {
        return List.copyOf(new TreeSet<>(List.of(0, mixture.evaluation().shots())));
    }

    private record Question(MixtureData.Unseen unseen, List<TaskTemplate> templates, int number, int shots) {

        TaskData data() {
            TaskData all = unseen.data();
            return new TaskData(templates.get(number).on(all.task()), all.train(), all.dev(), all.test(), List.of());
        }

        String key(String identity, long seed) {
            Sha256 hash = new Sha256().add(FORM + "\n" + identity + "\n" + shots + "\n" + seed + "\n");
            TaskData all = data();
            hash.add(Json.text(all.task().labels())
                    + all.task().templates()
                    + all.task().system()
                    + all.task().style()
                    + all.task().separator());
            for (List<Example> part : List.of(all.test(), shots > 0 ? all.train() : List.<Example>of())) {
                part.forEach(example -> hash.add("\n" + example.label() + " " + example.text()));
            }
            return hash.hex();
        }
    }

    private Cell cell(String side, String identity, Supplier<MeasuredModel> model, Question question) {
        long seed = mixture.evaluation().seed();
        String key = question.key(identity, seed);
        return folder.read(key, Cell.class).orElseGet(() -> {
            TaskData asked = question.data();
            ClassifySettings settings =
                    new ClassifySettings(question.shots(), ShotChoice.BALANCED, Score.SUM, Calibration.NONE, 0, seed);
            Cell cell = Cell.of(
                    key,
                    side,
                    question.unseen().source().name(),
                    question.shots(),
                    question.number() + 1,
                    new Classifier(model.get(), asked, settings)
                            .classify(asked.test())
                            .said());
            folder.write(key, cell);
            messages.printf(
                    Locale.ROOT,
                    "%s: %s, %d shots, template %d: accuracy %.3f%n",
                    side,
                    cell.task(),
                    cell.shots(),
                    cell.template(),
                    cell.accuracy());
            messages.flush();
            return cell;
        });
    }

    private List<Double> generalLoss(String side, String identity, Supplier<MeasuredModel> model) {
        List<List<Message>> demonstrations = GeneralLoss.demonstrations(data);
        if (demonstrations.isEmpty()) {
            return List.of();
        }
        String key = Sha256.of(FORM + "\n" + identity + "\n" + Json.text(demonstrations));
        GeneralLoss loss = folder.read(key, GeneralLoss.class).orElseGet(() -> {
            messages.println(side + ": loss on " + demonstrations.size() + " held-out demonstrations");
            messages.flush();
            GeneralLoss measured = GeneralLoss.of(key, model.get(), demonstrations);
            folder.write(key, measured);
            return measured;
        });
        return loss.losses();
    }

    /** Both models, or one, with intervals; also kept in the folder as {@code report.json} and {@code report.md}. */
    public TasksReport report(List<Measurement> sides) {
        Map<String, Integer> labels = new LinkedHashMap<>();
        data.unseen()
                .forEach(unseen -> labels.put(
                        unseen.source().name(), unseen.data().task().labels().size()));
        TasksReport report =
                new TasksReports(labels, Bootstrap.ofSeed(mixture.evaluation().seed())).of(sides, shots());
        folder.keep("report.json", Json.pretty(report));
        folder.keep("report.md", report.markdown());
        return report;
    }
}
