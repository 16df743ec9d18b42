package dev.attune.platform.home;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.aot.StartCaches;

/** The built repository: where each room's classes are, and how its main is started. */
public record Installation(Path root) {

    /** libtorch is native; Netty and Kafka still use Unsafe, about which the JVM would warn in every log. */
    public static final List<String> ACCESS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    /** What Quarkus' starter has in its manifest: threads are given back without what a request left in them. */
    private static final List<String> QUARKUS = List.of("--add-opens=java.base/java.lang=ALL-UNNAMED");

    private static final String QUARKUS_MAIN = "io.quarkus.runner.GeneratedMain";

    public Installation {
        root = root.toAbsolutePath().normalize();
    }

    /** The repository that the launcher names ({@code attune.root}), or the one that this class was built in. */
    public static Installation locate() {
        String named = System.getProperty("attune.root");
        if (named != null) {
            return new Installation(Path.of(named));
        }
        try {
            Path code = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = code; folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder.resolve("language-model"))
                        && Files.isDirectory(folder.resolve("services"))) {
                    return new Installation(folder);
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The code's own location is no path", e);
        }
        throw ErrorCategory.INTERNAL.error(
                "installation-not-found",
                "The repository was not found beside the command line's classes; start it with ./attune.");
    }

    /**
     * The command that starts a plain main of a room.
     *
     * @param folder such as {@code reward-model}
     * @param jvmOptions put before the class path, where a shortened command line still shows them
     */
    public List<String> plainMain(String folder, String mainClass, List<String> jvmOptions, List<String> arguments) {
        Path target = root.resolve(folder).resolve("target");
        return command(folder, jvmOptions, jar(folder, target) + ":" + classPath(folder, target), mainClass, arguments);
    }

    /** The command that starts a Quarkus service. */
    public List<String> service(String folder, List<String> jvmOptions) {
        Path app = root.resolve(folder).resolve("target/quarkus-app");
        Path runner = app.resolve("quarkus-run.jar");
        if (!Files.exists(runner)) {
            throw notBuilt(folder, runner);
        }
        if (startCaches().areUsedBy(program(folder))) {
            return cachedService(folder, app, jvmOptions);
        }
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvmOptions);
        command.addAll(ACCESS);
        command.addAll(List.of("-jar", runner.toString()));
        return List.copyOf(command);
    }

    /** On its jars as a plain class path, since what Quarkus' own class loader loads cannot be cached. */
    private List<String> cachedService(String folder, Path app, List<String> jvmOptions) {
        // Classes that the build has changed come before those that they were made of.
        List<Path> jars = new ArrayList<>();
        Path transformed = app.resolve("quarkus/transformed-bytecode.jar");
        if (Files.exists(transformed)) {
            jars.add(transformed);
        }
        jars.add(app.resolve("quarkus/generated-bytecode.jar"));
        for (String part : List.of("app", "lib/boot", "lib/main")) {
            jars.addAll(jars(folder, app.resolve(part)));
        }
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(":"));
        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(QUARKUS);
        return command(folder, options, classPath, QUARKUS_MAIN, List.of());
    }

    private List<String> command(
            String folder, List<String> jvmOptions, String classPath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvmOptions);
        command.addAll(ACCESS);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return startCaches().with(program(folder), command);
    }

    private static String program(String folder) {
        return Path.of(folder).getFileName().toString();
    }

    public StartCaches startCaches() {
        return StartCaches.of(root);
    }

    /** The Java that runs this process: the launcher has chosen it. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path jar(String folder, Path target) {
        String artifact = Path.of(folder).getFileName() + "-";
        if (!Files.isDirectory(target)) {
            throw notBuilt(folder, target);
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(artifact)
                                && name.endsWith(".jar")
                                && !name.matches(".*-(tests|sources|javadoc)\\.jar");
                    })
                    .min(Path::compareTo)
                    .orElseThrow(() -> notBuilt(folder, target.resolve(artifact + "VERSION.jar")));
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error("not-built", "The folder " + target + " cannot be read: " + e + ".", e);
        }
    }

    private static List<Path> jars(String folder, Path part) {
        try (Stream<Path> files = Files.list(part)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw notBuilt(folder, part);
        }
    }

    private static String classPath(String folder, Path target) {
        Path file = target.resolve("classpath.txt");
        try {
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw notBuilt(folder, file);
        }
    }

    private static AttuneException notBuilt(String folder, Path missing) {
        return ErrorCategory.RESOURCES.error(
                "not-built",
                folder + " is not built: " + missing + " is missing; run ./attune without ATTUNE_SKIP_BUILD.");
    }
}
