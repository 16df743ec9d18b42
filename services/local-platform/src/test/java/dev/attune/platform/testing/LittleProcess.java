package dev.attune.platform.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A child for the supervisor's tests: {@code BEHAVIOUR FOLDER NAME}. */
public final class LittleProcess {

    private LittleProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        String name = arguments[2];
        switch (arguments[0]) {
            case "stays" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> note(folder, name + " ended")));
                note(folder, name + " started");
                Files.writeString(
                        ready(folder, name),
                        String.valueOf(ProcessHandle.current().pid()));
                new CountDownLatch(1).await();
            }
            case "will-not-end" -> {
                CountDownLatch never = new CountDownLatch(1);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitForEver(never)));
                Files.writeString(
                        ready(folder, name),
                        String.valueOf(ProcessHandle.current().pid()));
                never.await();
            }
            case "fails" -> {
                System.out.println("this will never work");
                System.exit(3);
            }
            case "fails-until-mended" -> {
                if (Files.exists(mended(folder))) {
                    Files.writeString(ready(folder, name), "");
                    new CountDownLatch(1).await();
                }
                System.out.println("this will work when it is mended");
                throw new IllegalStateException("broken", new IOException("the cause of it"));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Holds the pid of the process that is ready. */
    public static Path ready(Path folder, String name) {
        return folder.resolve(name + ".ready");
    }

    /** Makes what fails until it is mended well. */
    public static Path mended(Path folder) {
        return folder.resolve("mended");
    }

    /** What started and ended, in order. */
    public static Path notes(Path folder) {
        return folder.resolve("notes");
    }

    private static synchronized void note(Path folder, String what) {
        try {
            Files.writeString(
                    notes(folder),
                    what + "\n",
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void awaitForEver(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
