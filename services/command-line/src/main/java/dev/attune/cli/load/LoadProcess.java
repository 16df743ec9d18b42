package dev.attune.cli.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.platform.home.Installation;

/** Runs {@link LoadMain} as a process of its own, and looks what each part of the platform spends meanwhile. */
final class LoadProcess {

    private LoadProcess() {}

    /** @param cpu milliseconds of each part for a rating */
    record Measured(LoadResult result, Map<String, Double> cpu) {}

    static Measured run(LoadPlatform running, LoadPlan plan) throws IOException, InterruptedException {
        Path folder = running.home().run();
        Path asked = folder.resolve("load-plan.json");
        Path answered = folder.resolve("load-result.json");
        Json.MAPPER.writeValue(asked.toFile(), plan);
        Files.deleteIfExists(answered);
        Process process = new ProcessBuilder(
                        Installation.java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadMain.class.getName(),
                        asked.toString(),
                        answered.toString())
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-load"));
        Map<String, Long> pids = running.pids();
        pids.put("load", process.pid());
        boolean over = process.waitFor((long) (1000 * plan.warmSeconds()), TimeUnit.MILLISECONDS);
        CpuTimes before = CpuTimes.of(pids);
        // A little less, so that the load still runs.
        over |= process.waitFor((long) (1000 * plan.seconds()) - 200, TimeUnit.MILLISECONDS);
        CpuTimes after = over ? before : CpuTimes.of(pids);
        int exit = process.waitFor();
        if (exit != 0) {
            throw ErrorCategory.INTERNAL.error("load-failed", "The load's process ended with exit code " + exit + ".");
        }
        LoadResult result = Json.MAPPER.readValue(answered.toFile(), LoadResult.class);
        return new Measured(
                result,
                after.millisEach(
                        before, Math.max(result.ratings(), result.next().count())));
    }
}
