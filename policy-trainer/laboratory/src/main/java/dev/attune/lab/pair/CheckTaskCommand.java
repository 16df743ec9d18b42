package dev.attune.lab.pair;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.contracts.task.TaskAdapter;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskFiles;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.template.TextTemplate;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code tasks check}: whether a task's folder can be served on its base, which is loaded for that. */
@Command(
        name = "check",
        description = "Whether a task's folder can be served on its base.",
        footer = {"", "Example: tasks check reviews --model attune-tiny"})
public final class CheckTaskCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FOLDER", description = "With task.json, and the adapters that it names.")
    Path folder = Path.of("");

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The base.")
    Path model = Path.of("");

    @Option(names = "--named", paramLabel = "NAME", description = "What the base is called; else as its folder.")
    String named = "";

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        TaskDocument task = TaskFiles.read(folder);
        Set<String> known = new HashSet<>(task.inputs());
        known.addAll(TaskDocument.GIVEN);
        TextTemplate.of(task.prompt().template(), "The template of " + task.name())
                .requireKnown(known);
        int kept = TaskFiles.readPool(folder, task).size();
        int places = 0;
        try (ModelPool models = MeasuredModel.pool(ComputeType.FLOAT32)) {
            for (TaskAdapter adapter : task.adapters()) {
                if (adapter.folder() != null) {
                    places = Math.max(places, places(models, adapter.folder(), adapter));
                }
            }
        }
        results.report(new Result()
                .put("task", task.name())
                .put("places", places)
                .put("pool", kept)
                .put("adapters", task.adapters()));
        return 0;
    }

    /** Places of the context that the adapter takes, which must leave some. */
    private int places(ModelPool models, String adapter, TaskAdapter said) {
        Path place = folder.resolve(adapter);
        PeftDirectory.requireBaseNamed(place, named.isEmpty() ? model : Path.of(named));
        MeasuredModel loaded = MeasuredModel.load(models, model, place);
        int places = loaded.adapter().places();
        int most = loaded.model().config().maximumPositions();
        if (places >= most) {
            throw ErrorCategory.CALLER.error(
                    "prompt-too-long",
                    "The adapter " + said.said() + " takes " + places + " places, and the model has " + most
                            + " in all.");
        }
        return places;
    }
}
