package dev.attune.cli.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.attune.platform.aot.StartCaches;
import dev.attune.platform.home.Installation;

/**
 * Makes the start caches when the platform has been stopped and nobody waits: a minute's work, done when the cores have
 * nothing else to do, and ended by the next start.
 */
public final class StartCachesInBackground {

    /** The command that makes them. */
    public static final String COMMAND = "make-start-caches";

    /** Theirs, and what a platform needs meanwhile. */
    private static final long NEEDED_BYTES = 4L << 30;

    /** Each stands aside for everything else in its own way; what the machine does not have is left out. */
    private static final List<List<String>> STANDING_ASIDE = List.of(
            List.of("/usr/bin/setsid"), List.of("/usr/bin/nice", "-n", "19"), List.of("/usr/bin/chrt", "--idle", "0"));

    private StartCachesInBackground() {}

    /**
     * Begins, where caches of this build are missing; returns whether it did.
     *
     * @param main of this program, which has {@link #COMMAND}
     */
    public static boolean begin(Installation installation, Class<?> main) {
        StartCaches caches = installation.startCaches();
        String classPath = System.getProperty("java.class.path");
        if (StartCaches.isOff() || caches.areCurrent() || !isCacheable(classPath)) {
            return false;
        }
        try {
            Files.createDirectories(caches.folder());
            if (Files.getFileStore(caches.folder()).getUsableSpace() < NEEDED_BYTES
                    || !caches.maker().running().isEmpty()) {
                return false;
            }
            new ProcessBuilder(command(installation, main, classPath))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(caches.folder().resolve("making.log").toFile())
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** By which its process is known. */
    public static String mark(Installation installation) {
        return "-Dattune.process=start-caches@" + installation.root();
    }

    /** The JVM caches classes of jars only: not of a development's folders. */
    private static boolean isCacheable(String classPath) {
        return List.of(classPath.split(File.pathSeparator)).stream()
                .noneMatch(entry -> Files.isDirectory(Path.of(entry)));
    }

    private static List<String> command(Installation installation, Class<?> main, String classPath) {
        List<String> command = new ArrayList<>();
        for (List<String> aside : STANDING_ASIDE) {
            if (Files.isExecutable(Path.of(aside.getFirst()))) {
                command.addAll(aside);
            }
        }
        command.addAll(List.of(
                Installation.java(),
                mark(installation),
                "-Dattune.root=" + installation.root(),
                StartCaches.RECORD,
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                Installation.ACCESS.getFirst(),
                Installation.ACCESS.getLast(),
                "-cp",
                classPath,
                main.getName(),
                COMMAND));
        return command;
    }
}
