package dev.attune.platform.ring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.attune.platform.Ports;

/** Environment that gives a platform ports which nobody uses, so that tests never meet a running platform. */
final class FreePorts {

    private FreePorts() {}

    static Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String name : Ports.DEFAULTS.byName().keySet()) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                environment.put("ATTUNE_PORT_" + name.toUpperCase(Locale.ROOT), String.valueOf(socket.getLocalPort()));
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return environment;
    }
}
