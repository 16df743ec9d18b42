package dev.attune.cli.upkeep;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.platform.backup.Restoration;

/** Makes a home of a backup. */
@Command(
        name = "restore",
        description = {
            "Put a backup into an empty ATTUNE_HOME, after each byte was compared with what the backup says of itself.",
            "Then start it with ./attune up."
        },
        footer = {"", "Example: ATTUNE_HOME=/srv/attune ./attune restore attune.backup"})
public final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What ./attune backup wrote.")
    private Path file = Path.of("");

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result, in the words of its JSON. */
    public record Result(String home, String takenAt, int files, long bytes) {}

    @Override
    public Integer call() {
        Restoration.Result done = new Restoration(common.context().home()).from(file);
        Result result = new Result(done.home().toString(), done.takenAt().toString(), done.files(), done.bytes());
        common.give(
                result,
                out -> out.println(String.format(
                        Locale.ROOT,
                        "%s holds %,d files (%,d MB) as of %s; start it with ./attune up.",
                        result.home(),
                        result.files(),
                        result.bytes() >> 20,
                        result.takenAt())));
        return 0;
    }
}
