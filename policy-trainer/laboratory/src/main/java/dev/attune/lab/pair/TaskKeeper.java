package dev.attune.lab.pair;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.ComputeType;
import dev.attune.contracts.task.TaskExample;
import dev.attune.contracts.task.TaskLearned;
import dev.attune.lab.classify.Calibration;
import dev.attune.lab.classify.Classifier;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.neighbour.NeighbourPool;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;
import dev.attune.policy.model.ModelPool;

/** What a task keeps of its training texts, so that it answers as it was measured without them. */
record TaskKeeper(TaskData data, SearchPrompt prompt) {

    /** The training texts and their labels, in their order; of each the variables that the task's inputs are. */
    List<TaskExample> pool(List<String> inputs) {
        return data.train().stream()
                .map(example -> new TaskExample(example.label(), variables(example, inputs)))
                .toList();
    }

    private static Map<String, Object> variables(Example example, List<String> inputs) {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (String input : inputs) {
            Object value = example.variables().get(input);
            if (value != null) {
                variables.put(input, value);
            }
        }
        return variables;
    }

    /**
     * What {@code task.json} says of it.
     *
     * @param adapters each of which has priors of its own; none for the model as it is
     */
    TaskLearned learned(Path model, List<Path> adapters) {
        boolean near = prompt.shortlist() > 0
                || prompt.examples().count() > 0 && prompt.examples().choice().dependsOnText();
        return new TaskLearned(
                near ? TaskLearned.POOL : null,
                prompt.calibration() == Calibration.BATCH ? priors(model, adapters) : List.of());
    }

    private List<List<Double>> priors(Path model, List<Path> adapters) {
        List<List<Double>> priors = new ArrayList<>();
        try (ModelPool models = MeasuredModel.pool(ComputeType.FLOAT32)) {
            List<@Nullable Path> members = new ArrayList<>(adapters);
            if (members.isEmpty()) {
                members.add(null);
            }
            for (Path adapter : members) {
                MeasuredModel measured = MeasuredModel.load(models, model, adapter);
                Classifier classifier = new Classifier(
                        measured,
                        prompt.on(data),
                        prompt.settings(0),
                        prompt.examples().given(),
                        new NeighbourPool(measured, data.train()));
                priors.add(Arrays.stream(classifier.meanOfCalibration()).boxed().toList());
            }
        }
        return priors;
    }
}
