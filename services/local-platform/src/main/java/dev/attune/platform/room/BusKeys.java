package dev.attune.platform.room;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.attune.contracts.bus.BusAccess;
import dev.attune.contracts.bus.BusUser;
import dev.attune.platform.broker.BrokerUsers;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Secrets;

/**
 * The keys to a home's bus: a password for each room, one for the broker and one for the operator, who is whoever may read
 * the home's secrets. Each room gets a file with its own only.
 */
public record BusKeys(Home home, Secrets secrets) {

    /** May do everything: creates topics, publishes the base model, reads and mends. */
    public static final String OPERATOR = "operator";

    /** Whom the broker knows. */
    public BrokerUsers users() {
        Map<String, String> passwords = new HashMap<>();
        for (BusUser user : BusUser.values()) {
            passwords.put(user.id(), password(user.id()));
        }
        passwords.put(OPERATOR, password(OPERATOR));
        return new BrokerUsers(OPERATOR, password("broker"), passwords);
    }

    /** The file with which a room's process signs in. */
    public Path of(String name) {
        return secrets.properties(fileName(name), BrokerUsers.client(name, password(name)));
    }

    /** From now on this process is the operator at the home's bus, if the home has had one. */
    public static void beOperator(Home home, String bootstrapServers) {
        Path file = home.secrets().resolve(fileName(OPERATOR) + ".properties");
        if (Files.exists(file)) {
            BusAccess.use(bootstrapServers, file);
        }
    }

    private String password(String name) {
        return secrets.password(fileName(name));
    }

    private static String fileName(String name) {
        return "bus-" + name;
    }
}
