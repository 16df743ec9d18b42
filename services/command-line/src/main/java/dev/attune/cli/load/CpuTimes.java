package dev.attune.cli.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Processor time of each part, in seconds since it began.
 *
 * @param seconds by the part's name
 */
record CpuTimes(Map<String, Double> seconds) {

    CpuTimes {
        seconds = new TreeMap<>(seconds);
    }

    /** Of the processes with these numbers and all their children. */
    static CpuTimes of(Map<String, Long> pids) {
        Map<String, Double> seconds = new TreeMap<>();
        pids.forEach((name, pid) -> seconds.put(
                name,
                ProcessHandle.of(pid).stream()
                        .flatMap(process -> name.equals("bus")
                                ? Stream.of(process)
                                : Stream.concat(Stream.of(process), process.descendants()))
                        .mapToDouble(process -> process.info()
                                        .totalCpuDuration()
                                        .orElse(Duration.ZERO)
                                        .toMillis()
                                / 1000.0)
                        .sum()));
        return new CpuTimes(seconds);
    }

    /** Milliseconds for each of so many calls since {@code earlier}. */
    Map<String, Double> millisEach(CpuTimes earlier, long calls) {
        Map<String, Double> each = new TreeMap<>();
        seconds.forEach((name, now) -> each.put(
                name,
                calls == 0 ? 0 : Math.round(1e6 * (now - earlier.seconds.getOrDefault(name, now)) / calls) / 1000.0));
        return each;
    }
}
