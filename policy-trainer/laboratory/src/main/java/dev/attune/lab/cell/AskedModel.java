package dev.attune.lab.cell;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.json.Json;
import dev.attune.lab.classify.Calibration;
import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.classify.HeadClassifier;
import dev.attune.lab.classify.Score;
import dev.attune.lab.classify.ShotChoice;
import dev.attune.lab.measure.Predictions;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.search.ModelScorer;
import dev.attune.lab.search.PromptSearch;
import dev.attune.lab.search.Proposer;
import dev.attune.lab.search.SearchSettings;
import dev.attune.lab.search.Strategy;
import dev.attune.lab.study.Cell;
import dev.attune.lab.study.CellResult.Training;
import dev.attune.lab.study.Setting;
import dev.attune.lab.suite.Provider;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.workbench.SuiteModels;
import dev.attune.policy.model.ModelPool;

/** Methods that leave the model as it is: prompts, and a head on its last state. */
final class AskedModel {

    private static final String OWN = "own";
    private static final int LONGEST_PROPOSAL = 120;

    private final ModelPool pool;
    private final MeasuredModel model;
    private final TaskData data;
    private final Cell cell;

    AskedModel(ModelPool pool, MeasuredModel model, TaskData data, Cell cell) {
        this.pool = pool;
        this.model = model;
        this.data = data;
        this.cell = cell;
    }

    Learned zeroShot() {
        Classifier classifier = new Classifier(model, data, ClassifySettings.zeroShot());
        return new Learned(examples -> classifier.classify(examples).said(), model, Training.NONE);
    }

    Learned fewShot() {
        Setting setting = cell.setting();
        ShotChoice choice = setting.choice() == null ? ShotChoice.BALANCED : setting.choice();
        Classifier classifier = new Classifier(
                model,
                data,
                new ClassifySettings(setting.shots(), choice, Score.SUM, Calibration.NONE, 0, cell.seed()));
        return new Learned(
                examples -> classifier.classify(examples).said(),
                model,
                training(data.train().size(), 0, 0));
    }

    /** A fit to convergence, so there is no learning rate; the weights' decay is chosen among five on the dev examples. */
    Learned head() {
        long began = System.nanoTime();
        HeadClassifier.Fitted head = new HeadClassifier(model, data).fit();
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Learned(
                examples -> head.classify(examples).said(),
                model,
                training(data.train().size(), seconds, head.parameters()));
    }

    /** A search that chooses on the dev examples; of the tests it sees none. */
    Learned searched(Path folder, Consumer<String> log) {
        long began = System.nanoTime();
        TaskData unseen = new TaskData(data.task(), data.train(), data.dev(), data.dev(), data.notes());
        ModelScorer scorer = new ModelScorer(model, unseen, cell.seed());
        SearchPrompt prompt = new PromptSearch(
                        scorer,
                        model.name(),
                        proposer(),
                        unseen,
                        new SearchSettings(cell.sizes().calls(), cell.seed(), Strategy.HALVING, List.of(), 0, true),
                        log)
                .run(folder)
                .prompt();
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Learned(
                examples -> read(scorer, prompt, examples),
                model,
                training(data.train().size(), seconds, 0));
    }

    private Predictions read(ModelScorer scorer, SearchPrompt prompt, List<Example> examples) {
        int[] truth = examples.stream().mapToInt(data::labelOf).toArray();
        return Predictions.likeliest(truth, scorer.probabilities(prompt, examples));
    }

    private Proposer proposer() {
        SuiteModels models = new SuiteModels(pool, Path.of(""));
        models.put(OWN, model);
        ObjectNode config =
                Json.MAPPER.createObjectNode().put("temperature", 1.0).put("max_tokens", LONGEST_PROPOSAL);
        return new Proposer(models.answerer(new Provider("attune:" + OWN, OWN, config, List.of())), "proposal", false);
    }

    private static Training training(int seen, double seconds, long parameters) {
        return new Training(0, seconds, 0, seen, null, parameters, Float.BYTES * parameters, 0, List.of());
    }
}
