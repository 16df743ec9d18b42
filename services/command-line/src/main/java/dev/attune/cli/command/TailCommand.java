package dev.attune.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.TerminalOptions;
import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.DeadLetters;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.text.Texts;

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

    /** Takes a value as JSON only if nothing of it would be lost. */
    private static final ObjectReader WHOLE = Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
        // Why a channel serves something else, and who judged, is not cut.
        int shown = record.topic().equals(Topics.PROMOTIONS) ? data.length() : SHOWN_CHARACTERS;
        String shortened = data.length() <= shown ? data : data.substring(0, shown - 1) + "\u2026";
        return Instant.ofEpochMilli(record.timestamp()) + " @" + record.offset() + " " + type + " " + record.key() + " "
                + (reason.isEmpty() ? "" : "[" + header(record, DeadLetters.CODE) + ": " + reason + "] ") + shortened;
    }

    static String whole(ConsumerRecord<String, byte[]> record) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("topic", record.topic());
        event.put("offset", record.offset());
        event.put("key", record.key());
        event.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        ObjectNode headers = event.putObject("headers");
        for (Header header : record.headers()) {
            headers.put(
                    header.key(), header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
        }
        putData(event, record.value());
        String text = event.toString();
        return Texts.fault(text).isEmpty() ? text : escaped(event);
    }

    /** Dead letters may hold anything: what is no JSON is shown as text, and what is no text as base64. */
    private static void putData(ObjectNode event, byte @Nullable [] value) {
        if (value == null) {
            event.putNull("data");
            return;
        }
        try {
            JsonNode json = WHOLE.readTree(value);
            event.set("data", json.isMissingNode() ? TextNode.valueOf("") : json);
        } catch (IOException noJson) {
            try {
                event.put(
                        "data",
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(value))
                                .toString());
            } catch (CharacterCodingException noText) {
                event.put("data_base64", value);
            }
        }
    }

    /** Half a character has no form in UTF-8, but in JSON it has one. */
    private static String escaped(ObjectNode event) {
        try {
            return Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event could not be written as JSON", e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
