package dev.attune.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;

/** Shows the bus, readable. */
@Command(
        name = "tail",
        description = "Show the events of a topic as they come, dead letters with their reason.",
        footer = {
            "",
            "Example: ./attune tail attune.feedback --from-beginning --max 10",
            "Example: ./attune tail attune.preferences.dlq --from-beginning --max 5 --json"
        })
public final class TailCommand implements Callable<Integer> {

    private static final int SHOWN_CHARACTERS = 200;

    @Parameters(paramLabel = "TOPIC", description = "Such as attune.feedback; feedback alone will do.")
    private String topic = "";

    @Option(names = "--from-beginning", description = "Begin with the oldest event instead of the next one.")
    private boolean fromBeginning;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "Stop after N events; with --from-beginning also at the end.")
    private @Nullable Long max;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "-",
            description = "Whole events as JSON lines, to FILE or, with - or no FILE, to standard output.")
    private @Nullable String json;

    @Mixin
    private TerminalOptions terminal = new TerminalOptions();

    @Override
    public Integer call() throws IOException {
        TopicPartition partition = new TopicPartition(topic(), 0);
        String servers = terminal.context().requireBus();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Bus.consumer(servers, "attune-tail"))) {
            consumer.assign(List.of(partition));
            if (fromBeginning) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seekToEnd(List.of(partition));
            }
            show(consumer, partition);
        }
        return 0;
    }

    private void show(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) throws IOException {
        long end = fromBeginning && max != null
                ? consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L)
                : Long.MAX_VALUE;
        long limit = max == null ? Long.MAX_VALUE : max;
        long shown = 0;
        try (PrintWriter lines = lines()) {
            while (shown < limit && consumer.position(partition) < end && !lines.checkError()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (shown++ < limit) {
                        lines.println(json == null ? readable(record) : whole(record));
                    }
                }
                lines.flush();
            }
        }
    }

    private PrintWriter lines() throws IOException {
        return json == null || json.equals("-")
                ? terminal.out()
                : new PrintWriter(Files.newBufferedWriter(Path.of(json)));
    }

    private String topic() {
        String full = topic.startsWith("attune.") ? topic : "attune." + topic;
        boolean known = Topics.ALL.stream()
                .map(Topics.Topic::name)
                .anyMatch(name -> name.equals(full) || Topics.deadLetters(name).equals(full));
        if (!known) {
            throw ErrorCategory.CALLER.error(
                    "topic-unknown",
                    "There is no topic " + full + "; known are "
                            + String.join(
                                    ", ",
                                    Topics.ALL.stream().map(Topics.Topic::name).toList())
                            + ", each also with .dlq.");
        }
        return full;
    }

    private static String readable(ConsumerRecord<String, byte[]> record) {
        String type = header(record, "ce_type").replaceFirst("^dev\\.attune\\.[a-z-]+\\.(.*)\\.v1$", "$1");
        String reason = header(record, DeadLetters.REASON);
        String data = record.value() == null ? "(deleted)" : new String(record.value(), StandardCharsets.UTF_8);
        String shortened =
                data.length() <= SHOWN_CHARACTERS ? data : data.substring(0, SHOWN_CHARACTERS - 1) + "\u2026";
        return Instant.ofEpochMilli(record.timestamp()) + " @" + record.offset() + " " + type + " " + record.key() + " "
                + (reason.isEmpty() ? "" : "[" + header(record, DeadLetters.CODE) + ": " + reason + "] ") + shortened;
    }

    private static String whole(ConsumerRecord<String, byte[]> record) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("topic", record.topic());
        event.put("offset", record.offset());
        event.put("key", record.key());
        event.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        ObjectNode headers = event.putObject("headers");
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        event.set("data", data(record.value()));
        return event.toString();
    }

    /** Dead letters may hold anything: what is no JSON is shown as text. */
    private static JsonNode data(byte @Nullable [] value) {
        if (value == null) {
            return Json.MAPPER.nullNode();
        }
        try {
            return Json.MAPPER.readTree(value);
        } catch (JsonProcessingException noJson) {
            return Json.MAPPER.getNodeFactory().textNode(new String(value, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("Reading bytes from memory failed", e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
