package dev.attune.cli.upkeep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.backup.Backup;

/** Takes a backup of a platform that runs. */
@Command(
        name = "backup",
        description = {
            "Write everything of the running platform to one file: database, topics, artifacts, runs and secrets, of one",
            "moment. Work goes on meanwhile, but for about a second. The file holds passwords: only its owner may read it."
        },
        footer = {"", "Example: ./attune backup attune.backup"})
public final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.")
    private Path file = Path.of("");

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result, in the words of its JSON. */
    public record Result(
            String file, String takenAt, int files, long bytes, long fileBytes, double secondsStoodStill) {}

    @Override
    public Integer call() {
        if (Files.exists(file)) {
            throw ErrorCategory.CALLER.error("file-exists", file + " exists already; name another file.");
        }
        int port = common.context().requireRunning().postgres();
        Backup.Result done = new Backup(common.context().home(), port).to(file, line -> {
            common.err().println(line);
            common.err().flush();
        });
        Result result = new Result(
                done.file().toString(),
                done.takenAt().toString(),
                done.files(),
                done.bytes(),
                done.fileBytes(),
                done.stoodStill().toMillis() / 1000.0);
        common.give(
                result,
                out -> out.println(String.format(
                        Locale.ROOT,
                        "%s: %,d files, %,d MB (%,d MB in the file), as of %s; the platform stood still for %.1f s.%n"
                                + "Restore it with ATTUNE_HOME=NEW-FOLDER ./attune restore %s",
                        result.file(),
                        result.files(),
                        result.bytes() >> 20,
                        result.fileBytes() >> 20,
                        result.takenAt(),
                        result.secondsStoodStill(),
                        file)));
        return 0;
    }
}
