package dev.attune.lm.checkpoint;

import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.lm.config.Activation;
import dev.attune.lm.error.CheckpointException;

/** A {@code config.json}, read value by value; what is missing or not supported is refused by its name. */
record ConfigJson(JsonNode json, Path path) {
    private static final Map<String, Activation> ACTIVATIONS = Map.ofEntries(
            Map.entry("silu", Activation.SILU),
            Map.entry("swish", Activation.SILU),
            Map.entry("gelu", Activation.GELU),
            Map.entry("gelu_python", Activation.GELU),
            Map.entry("gelu_new", Activation.GELU_TANH),
            Map.entry("gelu_fast", Activation.GELU_TANH),
            Map.entry("gelu_pytorch_tanh", Activation.GELU_TANH),
            Map.entry("gelu_python_tanh", Activation.GELU_TANH),
            Map.entry("gelu_accurate", Activation.GELU_TANH),
            Map.entry("relu", Activation.RELU));

    JsonNode node(String name) {
        return json.path(name);
    }

    /** Whether there is a value that is not null. */
    boolean has(String name) {
        return json.hasNonNull(name);
    }

    String text(String name) {
        return json.path(name).asText();
    }

    int integer(String name) {
        if (!json.path(name).canConvertToInt() || !json.path(name).isIntegralNumber()) {
            throw new CheckpointException("The model's " + path + " does not say its " + name + ".");
        }
        return json.get(name).asInt();
    }

    int integer(String name, int otherwise) {
        return has(name) ? integer(name) : otherwise;
    }

    double real(String name, double otherwise) {
        return real(json, name, otherwise);
    }

    double real(JsonNode node, String name, double otherwise) {
        if (!node.hasNonNull(name)) {
            return otherwise;
        }
        if (!node.get(name).isNumber()) {
            throw new CheckpointException("The model's " + path + " has a " + name + " that is not a number.");
        }
        return node.get(name).asDouble();
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!json.get(name).isBoolean()) {
            throw new CheckpointException("The model's " + path + " has a " + name + " that is not true or false.");
        }
        return json.get(name).asBoolean();
    }

    Activation activation(String name, String otherwise) {
        String value = has(name) ? text(name) : otherwise;
        Activation activation = ACTIVATIONS.get(value);
        if (activation == null) {
            throw unsupported("the activation '" + value + "' (" + name + ")");
        }
        return activation;
    }

    /** Refuses the model if {@code present}. */
    void refuse(boolean present, String what) {
        if (present) {
            throw unsupported(what);
        }
    }

    CheckpointException unsupported(String what) {
        return new CheckpointException("The model's " + path + " asks for " + what + ", which is not supported.");
    }
}
