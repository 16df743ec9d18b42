package dev.attune.cli.prompt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** {@code prompts pull}: a version into a file. */
@Command(
        name = "pull",
        description = {
            "Fetch a version of a prompt into a file that a repository can hold and a suite can name (file://).",
            "A file that was edited since it was fetched is not overwritten unless --force is given."
        },
        footer = {
            "",
            "Example: ./attune prompts pull greet@production --out prompts/greet.yaml --user ada --password-file ~/ada"
        })
final class PullCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME[@WHICH]", description = "The prompt, and a number or label (latest).")
    private String asked = "";

    @Option(names = "--out", paramLabel = "FILE", description = "YAML, or JSON if it ends so (prompts/NAME.yaml).")
    private @Nullable Path out;

    @Option(names = "--force", description = "Overwrite a file that was edited.")
    private boolean force;

    @Mixin
    private LibraryOptions options = new LibraryOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result. */
    record Result(String name, int version, String digest, String file) {}

    @Override
    public Integer call() throws InterruptedException {
        int mark = asked.indexOf('@');
        String name = PromptFile.requireName(mark < 0 ? asked : asked.substring(0, mark));
        Path file = out == null ? Path.of("prompts", name + ".yaml") : out;
        Library library = options.library(common.context());
        var version = library.version(name, mark < 0 ? "latest" : asked.substring(mark + 1));
        PromptFile fetched = PromptFile.ofVersion(version);
        if (!force && Files.exists(file)) {
            requireUnedited(library, file, fetched);
        }
        fetched.write(file);
        common.give(
                new Result(name, fetched.version(), version.path("digest").asText(), file.toString()),
                writer -> writer.printf("%s@%d is in %s%n", name, fetched.version(), file));
        return 0;
    }

    /** What is in no version would be lost. */
    private static void requireUnedited(Library library, Path file, PromptFile fetched) throws InterruptedException {
        PromptFile there = PromptFile.read(file);
        if (there.saysWhat(fetched)) {
            return;
        }
        try {
            if (there.version() > 0
                    && there.saysWhat(PromptFile.ofVersion(
                            library.version(PromptFile.requireName(there.name()), String.valueOf(there.version()))))) {
                return;
            }
        } catch (AttuneException unknown) {
            // of another library, or of a prompt that was deleted: then what it says is nowhere else
        }
        throw ErrorCategory.CALLER.error(
                "file-edited",
                file + " says what no version does, and would be lost; push it first, or overwrite it with --force.");
    }
}
