package dev.attune.lm.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Child processes that measure something and say it in the last line that they print. */
final class Processes {
    private Processes() {}

    /** Our own main in a new virtual machine like this one. */
    static List<String> java(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmn16m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Runs {@code command} and reads what it measured. */
    static Measurement measure(List<String> command) throws IOException, InterruptedException {
        Path remarks = Files.createTempFile("attune-bench", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(remarks.toFile());
            builder.environment().put("TOKENIZERS_PARALLELISM", "false");
            builder.environment().put("HF_HUB_OFFLINE", "1");
            Process process = builder.start();
            String result = lastResult(process);
            int exit = process.waitFor();
            if (exit != 0 || result.isEmpty()) {
                throw new BenchException(
                        "A measuring process failed with exit code " + exit + ": " + lastLine(remarks));
            }
            return Measurement.parse(result);
        } finally {
            Files.delete(remarks);
        }
    }

    private static String lastResult(Process process) throws IOException {
        Thread atExit = new Thread(process::destroy, "end-measurement");
        Runtime.getRuntime().addShutdownHook(atExit);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().filter(line -> line.startsWith("{")).reduce("", (before, line) -> line);
        } finally {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private static String lastLine(Path file) throws IOException {
        return Files.readString(file).strip().lines().reduce("it said nothing", (before, line) -> line);
    }
}
