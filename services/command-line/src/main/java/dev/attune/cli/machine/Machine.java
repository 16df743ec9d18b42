package dev.attune.cli.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.attune.platform.home.Home;
import dev.attune.platform.process.PortCheck;
import dev.attune.platform.status.Ports;

/** Looks at this machine. */
public final class Machine {

    private static final int JDK = 25;
    private static final long MEMORY_BYTES = 6L << 30;
    private static final long DISK_BYTES = 3L << 30;

    private final Map<String, String> environment;

    public Machine(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What does not depend on a platform: Java, cores, memory, processor, GPU, programs. */
    public List<Check> hardwareAndPrograms() {
        List<Check> checks = new ArrayList<>(List.of(java(), cores(), memory()));
        checks.addAll(numberFormats());
        checks.add(gpu());
        checks.add(program("chromium", List.of("chromium", "chromium-browser", "google-chrome"), "the browser tests"));
        checks.add(program("npm", List.of("npm"), "building the page"));
        checks.add(program("python3", List.of("python3"), "model pull where the hub is out of reach"));
        return checks;
    }

    public Check disk(Home home) {
        Path existing = home.directory();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        long free = new Home(existing).freeBytes();
        String found = (free >> 30) + " GiB free for " + home.directory();
        if (!Files.isWritable(existing)) {
            return Check.missing("disk", true, existing + " cannot be written", "set ATTUNE_HOME to another folder");
        }
        return free >= DISK_BYTES
                ? Check.present("disk", true, found)
                : Check.missing("disk", true, found, "free space or set ATTUNE_HOME to a folder on another disk");
    }

    /** Whether the ports are free; for a platform that runs they are its own. */
    public Check ports(Ports ports, boolean running) {
        if (running) {
            return Check.present("ports", true, "used by the running platform");
        }
        List<String> taken = ports.byName().entrySet().stream()
                .filter(port -> !PortCheck.isFree(port.getValue()))
                .map(port -> port.getKey() + " " + port.getValue())
                .sorted()
                .toList();
        return taken.isEmpty()
                ? Check.present("ports", true, "all free")
                : Check.missing(
                        "ports", true, "taken: " + String.join(", ", taken), "choose others with up --port-NAME");
    }

    private static Check java() {
        int version = Runtime.version().feature();
        String found = System.getProperty("java.vendor") + " " + Runtime.version();
        return version >= JDK
                ? Check.present("jdk", true, found)
                : Check.missing("jdk", true, found, "install a JDK " + JDK + " and set JAVA_HOME to it");
    }

    private static Check cores() {
        return Check.present("cores", true, String.valueOf(Runtime.getRuntime().availableProcessors()));
    }

    private static Check memory() {
        Optional<Long> total = meminfo("MemTotal:");
        if (total.isEmpty()) {
            return Check.missing("memory", false, "unknown", "");
        }
        String found = String.format(
                "%.1f GiB, %.1f GiB available",
                total.get() / (double) (1 << 30), meminfo("MemAvailable:").orElse(0L) / (double) (1 << 30));
        return total.get() >= MEMORY_BYTES * 9 / 10
                ? Check.present("memory", true, found)
                : Check.missing("memory", true, found, "the demo needs up to 6 GiB");
    }

    /** bf16 arithmetic is emulated without these instructions, and slower than float32. */
    private static List<Check> numberFormats() {
        Set<String> flags = processorFlags();
        return Stream.of("avx2", "avx512f", "avx512_bf16", "amx_bf16")
                .map(flag ->
                        flags.contains(flag) ? Check.present(flag, false, "yes") : Check.missing(flag, false, "no", ""))
                .toList();
    }

    private Check gpu() {
        if (find("nvidia-smi").isEmpty()) {
            return Check.missing("gpu", false, "no nvidia-smi", "");
        }
        try {
            Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0
                    ? Check.present("gpu", false, said.replace("\n", "; "))
                    : Check.missing("gpu", false, said.lines().findFirst().orElse("nvidia-smi failed"), "");
        } catch (IOException e) {
            return Check.missing("gpu", false, "nvidia-smi cannot be run", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Check.missing("gpu", false, "unknown", "");
        }
    }

    private Check program(String name, List<String> names, String use) {
        return names.stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .findFirst()
                .map(path -> Check.present(name, false, path.toString()))
                .orElseGet(() -> Check.missing(name, false, "not found", "wanted for " + use));
    }

    private Optional<Path> find(String program) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Set<String> processorFlags() {
        return lines(Path.of("/proc/cpuinfo"))
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line -> Set.copyOf(Arrays.asList(
                        line.substring(line.indexOf(':') + 1).strip().split(" "))))
                .orElse(new TreeSet<>());
    }

    private static Optional<Long> meminfo(String field) {
        return lines(Path.of("/proc/meminfo"))
                .filter(line -> line.startsWith(field))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException notLinux) {
            return Stream.empty();
        }
    }
}
