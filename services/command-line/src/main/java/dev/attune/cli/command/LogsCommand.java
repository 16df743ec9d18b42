package dev.attune.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.log.LogFiles;

/** Shows a process's log. */
@Command(
        name = "logs",
        description = "Show the log of a process, such as feedback-service, postgres or supervisor.",
        footer = {"", "Example: ./attune logs inference-service --follow"})
public final class LogsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "A process that ./attune status names, or supervisor.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on showing what is added, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of the last lines (${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = common.out();
        Path log = log();
        long end = Files.size(log);
        List<String> lines = LogFiles.lastLines(log, count);
        common.give(lines, text -> {
            lines.forEach(text::println);
            text.flush();
        });
        if (follow) {
            follow(log, end, out);
        }
        return 0;
    }

    /** The log; Kafka writes into its supervisor's. */
    private Path log() throws IOException {
        String file = name.equals("kafka") ? "supervisor" : name;
        Path log = common.context().home().logs().resolve(file + ".log");
        if (!log.normalize().startsWith(common.context().home().logs()) || !Files.isRegularFile(log)) {
            throw ErrorCategory.CALLER.error(
                    "no-log",
                    "There is no log of " + name + " in "
                            + common.context().home().logs() + "; there are " + names() + ".");
        }
        return log;
    }

    private String names() throws IOException {
        if (!Files.isDirectory(common.context().home().logs())) {
            return "none, because nothing has run yet";
        }
        try (Stream<Path> files = Files.list(common.context().home().logs())) {
            return String.join(
                    ", ",
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".log"))
                            .map(file -> file.substring(0, file.length() - 4))
                            .sorted()
                            .toList());
        }
    }

    /** A log that became shorter was put aside: the new one is read from its beginning. */
    private static void follow(Path log, long from, PrintWriter out) throws IOException, InterruptedException {
        long position = from;
        while (!out.checkError()) {
            long size = Files.exists(log) ? Files.size(log) : 0;
            position = size < position ? 0 : position;
            if (size > position) {
                try (InputStream in = Files.newInputStream(log)) {
                    in.skipNBytes(position);
                    byte[] added = in.readNBytes((int) Math.min(size - position, 1 << 20));
                    position += added.length;
                    out.print(new String(added, StandardCharsets.UTF_8));
                    out.flush();
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
