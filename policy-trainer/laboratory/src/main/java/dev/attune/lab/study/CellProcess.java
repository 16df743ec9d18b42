package dev.attune.lab.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.attune.contracts.json.Json;

/**
 * Runs a cell in a process of its own, since peak memory is a process', and what a native library does wrong ends one cell. The
 * child ends itself when this process is gone.
 */
public final class CellProcess implements CellRunner {

    /** The laboratory's main, which this package may not know as a class. */
    private static final String MAIN = "dev.attune.lab.LaboratoryCommand";

    private static final String ORDER = "order.json";
    private static final String LOG = "log.txt";

    private final CellStore store;
    private final Path folder;

    /** @param folder of the comparison, which the child opens as well */
    public CellProcess(CellStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    @Override
    public void run(Order order) {
        Path work = store.work(order.cell().key());
        try {
            Files.createDirectories(work);
            Files.writeString(work.resolve(ORDER), Json.pretty(order));
            Process process = new ProcessBuilder(command(work.resolve(ORDER)))
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve(LOG).toFile())
                    .start();
            int exit = ended(process);
            if (exit != 0 || store.result(order.cell()).isEmpty()) {
                throw StudyErrors.cell(order.cell(), why(exit, work.resolve(LOG)), null);
            }
            delete(work);
        } catch (IOException e) {
            throw StudyErrors.cell(order.cell(), e.getMessage() + ".", e);
        }
    }

    private static int ended(Process process) {
        Thread atExit = new Thread(process::destroyForcibly, "end-cell");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(atExit);
            return exit;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private List<String> command(Path order) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Stream.of("attune.root", "attune.threads")
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmn16m", // nearly all memory is libtorch's: a small nursery keeps the peak near what the method needs
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "lab",
                "--cell",
                order.toString(),
                "--out",
                folder.toString(),
                "--parent",
                String.valueOf(ProcessHandle.current().pid())));
        return command;
    }

    private static String why(int exit, Path log) throws IOException {
        List<String> said = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        String last = said.isEmpty() ? "" : said.getLast() + " ";
        return (exit > 128 ? "its process was killed by signal " + (exit - 128) + ". " : last) + "What it said is in "
                + log + "; the same command goes on there.";
    }

    private static void delete(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
