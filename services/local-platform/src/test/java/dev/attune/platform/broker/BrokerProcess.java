package dev.attune.platform.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.BusAccess;
import dev.attune.contracts.bus.BusUser;

/**
 * A broker in a process that a test can kill: {@code FOLDER PORT CONTROLLER-PORT READY-FILE}. Its users have their names
 * as passwords.
 */
public final class BrokerProcess {

    static final String OPERATOR = "operator";

    private BrokerProcess() {}

    /** A file with which a client signs in. */
    static Path keys(Path folder, String name, String password) throws IOException {
        List<String> lines = BrokerUsers.client(name, password).entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
        return Files.write(Files.createTempFile(folder, name, ".properties"), lines);
    }

    static BrokerUsers users() {
        Map<String, String> passwords = Arrays.stream(BusUser.values())
                .map(BusUser::id)
                .collect(Collectors.toMap(Function.identity(), Function.identity()));
        passwords.put(OPERATOR, OPERATOR);
        return new BrokerUsers(OPERATOR, "the broker's own", passwords);
    }

    public static void main(String[] arguments) throws Exception {
        KafkaBroker broker = KafkaBroker.start(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                users(),
                sentence -> {});
        BusAccess.use(broker.bootstrapServers(), keys(Path.of(arguments[0]), OPERATOR, OPERATOR));
        Bus.createTopics(broker.bootstrapServers(), (short) 1);
        Bus.grantRights(broker.bootstrapServers());
        Files.writeString(Path.of(arguments[3]), "ready");
        new CountDownLatch(1).await();
    }
}
