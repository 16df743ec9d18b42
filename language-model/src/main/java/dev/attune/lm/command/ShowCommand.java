package dev.attune.lm.command;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.model.LanguageModel;

/** Says what a model is. */
@Command(
        name = "show",
        description = "What a model is, as JSON.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: show --model smollm2"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Override
    public Integer call() throws IOException {
        try (LanguageModel loaded = model.load()) {
            TransformerConfig config = loaded.config();
            ObjectNode result = JsonOutput.JSON
                    .createObjectNode()
                    .put("architecture", config.modelType())
                    .put("parameters", config.parameterCount())
                    .put("dtype", loaded.transformer().compute().name().toLowerCase(Locale.ROOT))
                    .put("tokenizerSha256", loaded.tokenizer().sha256())
                    .put("hiddenSize", config.hiddenSize())
                    .put("layers", config.layers())
                    .put("heads", config.heads())
                    .put("keyValueHeads", config.keyValueHeads())
                    .put("vocabularySize", config.vocabularySize())
                    .put("maximumPositions", config.maximumPositions())
                    .put("tiedEmbeddings", config.tiedEmbeddings());
            spec.commandLine().getOut().println(JsonOutput.pretty(result));
        }
        return 0;
    }
}
