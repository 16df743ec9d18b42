package dev.attune.platform.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.cloudevents.CloudEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.BusAccess;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.testing.Eventually;
import dev.attune.platform.testing.ChildJvm;
import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class KafkaBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TopicPartition PROMPTS = new TopicPartition(Topics.PROMPTS, 0);

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void everyAcknowledgedRecordAndCommittedOffsetSurvivesKillingTheBrokersProcess()
            throws IOException, InterruptedException {
        List<Integer> ports = FreePorts.take(2);
        String servers = "127.0.0.1:" + ports.getFirst();
        Process first = broker(ports);
        BusAccess.use(servers, BrokerProcess.keys(folder, BrokerProcess.OPERATOR, BrokerProcess.OPERATOR));
        try (KafkaProducer<String, CloudEvent> producer = new KafkaProducer<>(Bus.producer(servers, ""))) {
            for (int i = 0; i < 300; i++) {
                var _ = producer.send(new ProducerRecord<>(Topics.PROMPTS, "prompt-" + i, prompt(i)));
            }
            producer.flush();
        }
        commit(servers, 120);
        first.destroyForcibly().waitFor();

        long killedAt = System.nanoTime();
        broker(ports);
        Duration back = Duration.ofNanos(System.nanoTime() - killedAt);

        assertThat(keys(servers, 300)).hasSize(300).contains("prompt-0", "prompt-299");
        assertThat(committed(servers)).isEqualTo(120);
        assertThat(back).isLessThan(Duration.ofSeconds(30));
        System.out.println("the broker was back " + back.toMillis() + " ms after kill -9");
    }

    /** On a disk of 96 MiB in a name space of its own, which needs no rights. */
    @Test
    void aBrokerWhoseDiskWasFullComesBackWithAllThatItAcknowledged() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(runs(onDisk(disk, List.of("true"))), "this system lets nobody mount a disk of his own");
        List<Integer> ports = FreePorts.take(2);
        Path result = folder.resolve("result");
        List<String> command = ChildJvm.command(
                "-Dtest=full-disk",
                FullDiskProcess.class,
                disk.resolve("home").toString(),
                ports.get(0).toString(),
                ports.get(1).toString(),
                result.toString());
        Process process = ChildJvm.start(onDisk(disk, command), folder.resolve("full-disk.log"));
        started.add(process);
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        assertThat(result).as(Files.readString(folder.resolve("full-disk.log"))).exists();
        Matcher said = Pattern.compile("(\\d+) restarts, (\\d+) acknowledged, (\\d+) read, trouble ''")
                .matcher(Files.readString(result));
        assertThat(said.matches()).as(Files.readString(result)).isTrue();
        assertThat(Integer.parseInt(said.group(1))).isPositive();
        assertThat(Integer.parseInt(said.group(2))).isGreaterThanOrEqualTo(40);
        // What was not acknowledged may have been written, too.
        assertThat(Integer.parseInt(said.group(3))).isGreaterThanOrEqualTo(Integer.parseInt(said.group(2)));
        System.out.println("after a full disk: " + Files.readString(result));
    }

    private static List<String> onDisk(Path disk, List<String> command) {
        List<String> inside = new ArrayList<>(List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=96m tmpfs \"$0\" && exec \"$@\"",
                disk.toString()));
        inside.addAll(command);
        return inside;
    }

    private static boolean runs(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @Test
    void eachMayWriteWhatIsItsOwnAndNobodyElseAnything() throws IOException {
        List<Integer> ports = FreePorts.take(2);
        String servers = "127.0.0.1:" + ports.getFirst();
        broker(ports);

        BusAccess.use(servers, BrokerProcess.keys(folder, "feedback-service", "feedback-service"));
        assertThat(refusal(servers, Topics.PROMPTS)).isEmpty();
        assertThat(refusal(servers, Topics.deadLetters(Topics.COMPLETIONS))).isEmpty();
        assertThat(refusal(servers, Topics.CHECKPOINTS)).contains("TopicAuthorizationException");
        assertThat(refusal(servers, Topics.PROMOTIONS)).contains("TopicAuthorizationException");

        BusAccess.use(servers, BrokerProcess.keys(folder, "policy-trainer", "policy-trainer"));
        assertThat(refusal(servers, Topics.CHECKPOINTS)).isEmpty();
        assertThat(refusal(servers, Topics.PROMOTIONS)).contains("TopicAuthorizationException");
        assertThat(keys(servers, 1)).containsExactly("prompt-1");

        BusAccess.use(servers, BrokerProcess.keys(folder, "policy-trainer", "guessed"));
        assertThat(refusal(servers, Topics.CHECKPOINTS)).contains("SaslAuthenticationException");
        BusAccess.use(servers, BrokerProcess.keys(folder, "stranger", "stranger"));
        assertThat(refusal(servers, Topics.CHECKPOINTS)).contains("SaslAuthenticationException");
        Path nobody = Files.createTempFile(folder, "nobody", ".properties");
        BusAccess.use(servers, nobody);
        assertThat(refusal(servers, Topics.PROMPTS)).contains("TimeoutException");
        assertThat(refusalOfController(ports.getLast(), Map.of())).contains("TimeoutException");
        Map<String, String> operator = BrokerUsers.client(BrokerProcess.OPERATOR, BrokerProcess.OPERATOR);
        assertThat(refusalOfController(ports.getLast(), operator)).isEmpty();
    }

    private static String refusalOfController(int port, Map<String, String> access) {
        Map<String, Object> settings = new HashMap<>(access);
        settings.put("bootstrap.controllers", "127.0.0.1:" + port);
        settings.put("default.api.timeout.ms", 3000);
        settings.put("request.timeout.ms", 2000);
        try (Admin admin = Admin.create(settings)) {
            admin.describeMetadataQuorum().quorumInfo().get();
            return "";
        } catch (ExecutionException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Why a record cannot be sent; empty when it can. */
    private static String refusal(String servers, String topic) {
        Map<String, Object> settings = new HashMap<>(Bus.producer(servers, ""));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3000);
        try (KafkaProducer<String, CloudEvent> producer = new KafkaProducer<>(settings)) {
            producer.send(new ProducerRecord<>(topic, "prompt-1", prompt(1))).get();
            return "";
        } catch (ExecutionException | KafkaException e) {
            return e.toString() + e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process broker(List<Integer> ports) throws IOException {
        Path ready = folder.resolve("ready");
        Files.deleteIfExists(ready);
        Process process = ChildJvm.start(
                ChildJvm.command(
                        "-Dtest=broker",
                        BrokerProcess.class,
                        folder.resolve("kafka").toString(),
                        ports.get(0).toString(),
                        ports.get(1).toString(),
                        ready.toString()),
                folder.resolve("broker.log"));
        started.add(process);
        Eventually.holds(PATIENCE, "the broker's start", () -> Files.exists(ready));
        return process;
    }

    private static CloudEvent prompt(int i) {
        return EventCodec.encode(
                new PromptAdded("prompt-" + i, "project", List.of(Message.user("Question " + i)), Split.TRAIN),
                "/test");
    }

    private static List<String> keys(String servers, int wanted) {
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Bus.consumer(servers, "reader"))) {
            consumer.assign(List.of(PROMPTS));
            consumer.seekToBeginning(List.of(PROMPTS));
            Eventually.holds(PATIENCE, wanted + " records", () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> keys.add(record.key()));
                return keys.size() >= wanted;
            });
        }
        return keys;
    }

    private static void commit(String servers, long offset) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Bus.consumer(servers, "group"))) {
            consumer.assign(List.of(PROMPTS));
            consumer.commitSync(Map.of(PROMPTS, new org.apache.kafka.clients.consumer.OffsetAndMetadata(offset)));
        }
    }

    private static long committed(String servers) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Bus.consumer(servers, "group"))) {
            return java.util.Objects.requireNonNull(
                            consumer.committed(java.util.Set.of(PROMPTS)).get(PROMPTS))
                    .offset();
        }
    }
}
