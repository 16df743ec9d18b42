package dev.attune.platform.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.BusAccess;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;

/**
 * Fills the disk below a broker until it gives up, makes room, and counts what of the acknowledged records is there when it is
 * back: {@code FOLDER-ON-A-SMALL-DISK PORT CONTROLLER-PORT RESULT-FILE}.
 */
public final class FullDiskProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private FullDiskProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int controller = Integer.parseInt(arguments[2]);
        Files.createDirectories(folder);
        try (BrokerKeeper keeper = BrokerKeeper.start(
                onFatal -> KafkaBroker.start(folder.resolve("kafka"), port, controller, BrokerProcess.users(), onFatal),
                () -> folder.toFile().getUsableSpace(),
                8L << 20,
                () -> {})) {
            String servers = "127.0.0.1:" + port;
            BusAccess.use(
                    servers,
                    BrokerProcess.keys(
                            Objects.requireNonNull(folder.getParent()),
                            BrokerProcess.OPERATOR,
                            BrokerProcess.OPERATOR));
            Bus.createTopics(servers, (short) 1);
            int acknowledged = send(servers, 20);
            fill(folder.resolve("ballast"));
            acknowledged += send(servers, 2000);
            await("the broker gives up", () -> !keeper.isUp());
            Files.delete(folder.resolve("ballast"));
            await("the broker is back", keeper::isUp);
            acknowledged += send(servers, 20);
            Files.writeString(
                    Path.of(arguments[3]),
                    keeper.restarts() + " restarts, " + acknowledged + " acknowledged, " + read(servers)
                            + " read, trouble '" + keeper.trouble() + "'");
        }
        System.exit(0);
    }

    /** How many of {@code count} records were acknowledged before the first that was not. */
    private static int send(String servers, int count) throws InterruptedException {
        Map<String, Object> settings = Bus.producer(servers, "");
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 8_000);
        int sent = 0;
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings)) {
            for (; sent < count; sent++) {
                producer.send(new ProducerRecord<>(Topics.PROMPTS, "key-" + sent, new byte[100_000]))
                        .get();
            }
        } catch (ExecutionException e) {
            System.out.println("not acknowledged: " + e.getCause());
        }
        return sent;
    }

    private static long read(String servers) {
        TopicPartition prompts = new TopicPartition(Topics.PROMPTS, 0);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Bus.consumer(servers, "reader"))) {
            consumer.assign(List.of(prompts));
            consumer.seekToBeginning(List.of(prompts));
            long end = consumer.endOffsets(List.of(prompts)).getOrDefault(prompts, 0L);
            long read = 0;
            while (consumer.position(prompts) < end) {
                read += consumer.poll(Duration.ofMillis(200)).count();
            }
            return read;
        }
    }

    private static void fill(Path ballast) {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (ballast.toFile().getUsableSpace() > 0) {
                out.write(block);
            }
        } catch (IOException full) {
            System.out.println("the disk is full");
        }
    }

    private static void await(String what, Supplier<Boolean> holds) {
        Eventually.holds(PATIENCE, what, holds);
        System.out.println(what);
    }
}
