package dev.attune.lm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one process measured.
 *
 * @param setting in words, such as {@code bfloat16, packed weights}
 * @param value in the workload's unit
 * @param peakMemoryMb the most memory that the process ever held
 * @param details whatever else the process has to say
 */
public record Measurement(String setting, double value, long peakMemoryMb, ObjectNode details) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIBI = 1024;

    /** A measurement of this very process, with its peak memory so far. */
    public static Measurement here(String setting, double value, ObjectNode details) {
        return new Measurement(setting, value, peakSoFarMb(), details);
    }

    /** Whole numbers among the arguments of a measuring process, those from {@code from} on. */
    public static int[] sizes(String[] arguments, int from) {
        return Arrays.stream(arguments, from, arguments.length)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** No details yet. */
    public static ObjectNode noDetails() {
        return JSON.createObjectNode();
    }

    /** Prints the one line that the process is asked for. */
    public void print() {
        System.out.println(line());
    }

    String line() {
        return JSON.createObjectNode()
                .put("setting", setting)
                .put("value", value)
                .put("peakMemoryMb", peakMemoryMb)
                .set("details", details)
                .toString();
    }

    /** Reads the line that a process printed. */
    static Measurement parse(String line) throws IOException {
        var json = JSON.readTree(line);
        ObjectNode details = json.get("details") instanceof ObjectNode said ? said : noDetails();
        return new Measurement(
                json.path("setting").asText(),
                json.path("value").asDouble(),
                json.path("peakMemoryMb").asLong(),
                details);
    }

    /** The most memory that this process has held so far, in MB; 0 where the system does not say. */
    public static long peakSoFarMb() {
        return statusMb("VmHWM:");
    }

    private static long statusMb(String field) {
        try {
            return Files.readAllLines(STATUS).stream()
                            .filter(line -> line.startsWith(field))
                            .map(line -> line.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    / KIBI;
        } catch (IOException unknown) {
            return 0;
        }
    }
}
