package dev.attune.platform.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Whether a loopback port is free, and who has it when it is not. */
public final class PortCheck {

    private static final String LISTENING = "0A";

    private PortCheck() {}

    /** Whether this process could listen on the port of the loopback address. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of a stopped predecessor that linger in TIME_WAIT do not take a port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * Refuses a taken port.
     *
     * @param user what wants the port
     * @param setting how to choose another
     * @throws AttuneException {@code port-taken}, naming port, owner if known, and setting
     */
    public static void require(int port, String user, String setting) {
        if (isFree(port)) {
            return;
        }
        String owner = owner(port)
                .map(handle -> " by process " + handle.pid() + " (" + shortCommand(handle) + ")")
                .orElse("");
        throw ErrorCategory.RESOURCES.error(
                "port-taken",
                "Port " + port + " of " + user + " is taken" + owner
                        + "; stop that process or choose another port with " + setting + ".");
    }

    /** The process that listens on a port, as far as this user may see it (Linux only). */
    static Optional<ProcessHandle> owner(int port) {
        try {
            List<String> sockets = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                    .map(Path::of)
                    .filter(Files::exists)
                    .flatMap(table -> inodes(table, port))
                    .map(inode -> "socket:[" + inode + "]")
                    .toList();
            return sockets.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.allProcesses()
                            .filter(handle -> hasOpen(handle, sockets))
                            .findFirst();
        } catch (java.io.UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    private static Stream<String> inodes(Path table, int port) {
        String suffix = ":" + String.format("%04X", port);
        try {
            return Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.trim().split("\\s+"))
                    .filter(columns -> columns[1].endsWith(suffix) && columns[3].equals(LISTENING))
                    .map(columns -> columns[9]);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean hasOpen(ProcessHandle handle, List<String> sockets) {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(handle.pid()), "fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException foreignOrGone) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static String shortCommand(ProcessHandle handle) {
        String line = ProcessIdentity.commandLine(handle).trim();
        return line.length() <= 80 ? line : line.substring(0, 77) + "...";
    }

    /** Loopback ports that nobody has at this moment, all different. */
    public static List<Integer> free(int count) {
        List<ServerSocket> open = new ArrayList<>();
        try {
            try {
                while (open.size() < count) {
                    open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
                }
                return open.stream().map(ServerSocket::getLocalPort).toList();
            } finally {
                for (ServerSocket socket : open) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No free ports", e);
        }
    }
}
