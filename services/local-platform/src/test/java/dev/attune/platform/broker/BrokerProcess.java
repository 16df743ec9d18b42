package dev.attune.platform.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import dev.attune.contracts.bus.Bus;

/** A broker in a process that a test can kill: {@code FOLDER PORT CONTROLLER-PORT READY-FILE}. */
public final class BrokerProcess {

    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        KafkaBroker broker = KafkaBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), sentence -> {});
        Bus.createTopics(broker.bootstrapServers(), (short) 1);
        Files.writeString(Path.of(arguments[3]), "ready");
        new CountDownLatch(1).await();
    }
}
