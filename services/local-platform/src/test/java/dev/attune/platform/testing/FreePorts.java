package dev.attune.platform.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.attune.contracts.testing.LoopbackPorts;
import dev.attune.platform.status.Ports;

/** Loopback ports that nobody has at the moment. */
public final class FreePorts {

    private FreePorts() {}

    public static Ports ports() {
        List<Integer> free = take(8);
        return new Ports(
                free.get(0), free.get(1), free.get(2), free.get(3), free.get(4), free.get(5), free.get(6), free.get(7));
    }

    /** The same for a command in a process of its own: {@code ATTUNE_PORT_NAME} for each port. */
    public static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        ports().byName()
                .forEach((name, port) ->
                        environment.put("ATTUNE_PORT_" + name.toUpperCase(Locale.ROOT), String.valueOf(port)));
        return environment;
    }

    public static List<Integer> take(int count) {
        return LoopbackPorts.several(count);
    }
}
