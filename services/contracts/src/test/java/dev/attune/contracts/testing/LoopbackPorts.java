package dev.attune.contracts.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of this machine that nobody has at the moment. They are below those that systems give to outgoing connections, of which
 * there are many while several tests run beside each other: one of them might take a port before its server does, or while the
 * server is stopped.
 */
public final class LoopbackPorts {

    private static final int FIRST = 10_000;
    private static final int AFTER_LAST = 32_000;
    private static final int ATTEMPTS = 1000;

    private LoopbackPorts() {}

    public static int one() {
        return several(1).getFirst();
    }

    public static List<Integer> several(int count) {
        Set<Integer> free = new LinkedHashSet<>();
        for (int attempt = 0; attempt < ATTEMPTS && free.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
            if (isFree(port)) {
                free.add(port);
            }
        }
        if (free.size() < count) {
            throw new IllegalStateException("There are no " + count + " free ports.");
        }
        return List.copyOf(free);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
