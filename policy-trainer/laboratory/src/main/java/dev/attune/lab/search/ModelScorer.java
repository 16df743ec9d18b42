package dev.attune.lab.search;

import java.util.List;

import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.NeighbourPool;
import dev.attune.lab.measure.Predictions;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.TaskData;

/** A model's likelihoods of the labels' words, as a classification computes them. */
public final class ModelScorer implements PromptScorer {

    private final MeasuredModel model;
    private final TaskData data;
    private final long seed;
    private final NeighbourPool pool;

    /** @param data whose training examples are shown where a prompt shows the nearest */
    public ModelScorer(MeasuredModel model, TaskData data, long seed) {
        this.model = model;
        this.data = data;
        this.seed = seed;
        this.pool = new NeighbourPool(model, data.train());
    }

    @Override
    public double[][] probabilities(SearchPrompt prompt, List<Example> examples) {
        Classifier classifier = new Classifier(
                model, prompt.on(data), prompt.settings(seed), prompt.examples().given(), pool);
        Predictions said = classifier.classify(examples).said();
        List<Label> labels = data.task().labels();
        int[] places = labels.stream().mapToInt(label -> place(prompt, label)).toArray();
        double[][] probabilities = new double[examples.size()][labels.size()];
        for (int i = 0; i < probabilities.length; i++) {
            for (int label = 0; label < places.length; label++) {
                probabilities[i][label] = said.probabilities()[i][places[label]];
            }
        }
        return probabilities;
    }

    private static int place(SearchPrompt prompt, Label label) {
        for (int i = 0; i < prompt.labels().size(); i++) {
            if (prompt.labels().get(i).id().equals(label.id())) {
                return i;
            }
        }
        throw new IllegalStateException("A search never leaves out a label, such as " + label.id());
    }
}
