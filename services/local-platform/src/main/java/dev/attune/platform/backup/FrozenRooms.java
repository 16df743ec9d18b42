package dev.attune.platform.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.process.ProcessIdentity;

/**
 * The services and workers, stopped in the middle of what they do (SIGSTOP) for as long as this is open: nobody writes
 * to the database or the bus meanwhile, and nobody hears an answer. What they had acknowledged is there; what was on its
 * way was not acknowledged.
 */
final class FrozenRooms implements AutoCloseable {

    private final List<ProcessHandle> frozen = new ArrayList<>();

    FrozenRooms(List<ProcessIdentity> rooms) {
        try {
            for (ProcessIdentity room : rooms) {
                room.find().ifPresent(this::freeze);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void freeze(ProcessHandle room) {
        frozen.add(room);
        signal(room, "STOP");
    }

    @Override
    public void close() {
        frozen.forEach(room -> signal(room, "CONT"));
        frozen.clear();
    }

    private static void signal(ProcessHandle process, String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0 && process.isAlive()) {
                throw ErrorCategory.RESOURCES.error(
                        "not-frozen", "Process " + process.pid() + " could not be sent SIG" + signal + ".");
            }
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error("not-frozen", "The program kill cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
