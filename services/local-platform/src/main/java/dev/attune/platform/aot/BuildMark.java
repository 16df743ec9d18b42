package dev.attune.platform.aot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.Sha256;

/** Which build, and which Java, caches were made of. */
final class BuildMark {

    private BuildMark() {}

    /** Hash of the Java and of what the build left in {@code root}: names, sizes and times, as the JVM itself looks at them. */
    static String of(Path root) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of(System.getProperty("java.home"), Runtime.version().toString()));
        for (Path rooms : List.of(root, root.resolve("services"))) {
            for (Path room : list(rooms)) {
                Path target = room.resolve("target");
                for (Path folder : List.of(target, target.resolve("quarkus-app/quarkus"))) {
                    for (Path file : list(folder)) {
                        if (file.toString().endsWith(".jar") || file.endsWith("classpath.txt")) {
                            lines.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
                        }
                    }
                }
            }
        }
        return Sha256.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
