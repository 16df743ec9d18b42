package dev.attune.contracts.schema;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.Topics;

/** AsyncAPI 3.0 over all topics: one channel each, one message per event record, CloudEvents headers in binary mode. */
final class AsyncApiDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode build() {
        ObjectNode document = JSON.objectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Attune's bus")
                .put("version", "1")
                .put("description", "CloudEvents 1.0 on Kafka in binary mode: ce_* headers and JSON data.");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        components.putObject("messageTraits").set("cloudEvent", cloudEventTrait());
        for (Topics.Topic topic : Topics.ALL) {
            String id = topic.name().substring("attune.".length());
            channels.set(id, channel(topic, messages));
            operations.putObject(id).put("action", "send").putObject("channel").put("$ref", "#/channels/" + id);
        }
        return document;
    }

    private ObjectNode channel(Topics.Topic topic, ObjectNode messages) {
        ObjectNode channel = JSON.objectNode().put("address", topic.name()).put("description", topic.says());
        ObjectNode references = channel.putObject("messages");
        for (Class<? extends Event> type : typesOn(topic)) {
            references.putObject(type.getSimpleName()).put("$ref", "#/components/messages/" + type.getSimpleName());
            messages.set(type.getSimpleName(), message(type));
        }
        ArrayNode policy = channel.putObject("bindings")
                .putObject("kafka")
                .put("bindingVersion", "0.5.0")
                .putObject("topicConfiguration")
                .putArray("cleanup.policy");
        policy.add(topic.retention() == Topics.Retention.LATEST ? "compact" : "delete");
        return channel;
    }

    private ObjectNode message(Class<? extends Event> type) {
        ObjectNode message =
                JSON.objectNode().put("name", EventTypes.nameOf(type)).put("title", type.getSimpleName());
        message.putArray("traits").addObject().put("$ref", "#/components/messageTraits/cloudEvent");
        message.putObject("payload").put("$ref", "schemas/" + EventTypes.nameOf(type) + ".schema.json");
        return message;
    }

    private List<Class<? extends Event>> typesOn(Topics.Topic topic) {
        return EventTypes.all().stream()
                .filter(type -> EventTypes.topicOf(type).equals(topic.name()))
                .toList();
    }

    private static ObjectNode cloudEventTrait() {
        ObjectNode trait = JSON.objectNode();
        ObjectNode headers = trait.putObject("headers").put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        properties.putObject("ce_specversion").put("const", "1.0");
        List.of("ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "content-type")
                .forEach(name -> properties.putObject(name).put("type", "string"));
        headers.putArray("required")
                .add("ce_specversion")
                .add("ce_id")
                .add("ce_source")
                .add("ce_type");
        return trait;
    }
}
