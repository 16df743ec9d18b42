package dev.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.status.Ports;

/** The ports: each by option, else by environment, else the default. */
final class PortOptions {

    private static final String PORT = "PORT";

    @Option(names = "--port-kafka", paramLabel = PORT, description = "Kafka's clients (9492).")
    private @Nullable Integer kafka;

    @Option(names = "--port-controller", paramLabel = PORT, description = "Kafka's own quorum (9493).")
    private @Nullable Integer controller;

    @Option(names = "--port-postgres", paramLabel = PORT, description = "PostgreSQL (5492).")
    private @Nullable Integer postgres;

    @Option(names = "--port-feedback", paramLabel = PORT, description = "feedback-service and the page (8480).")
    private @Nullable Integer feedback;

    @Option(names = "--port-registry", paramLabel = PORT, description = "registry-service (8481).")
    private @Nullable Integer registry;

    @Option(names = "--port-inference", paramLabel = PORT, description = "inference-service (8482).")
    private @Nullable Integer inference;

    @Option(names = "--port-reward", paramLabel = PORT, description = "The reward-model worker's health (8483).")
    private @Nullable Integer reward;

    @Option(names = "--port-policy", paramLabel = PORT, description = "The policy-trainer worker's health (8484).")
    private @Nullable Integer policy;

    Ports resolve(Map<String, String> environment) {
        Ports defaults = Ports.DEFAULTS;
        return new Ports(
                port("kafka", kafka, defaults.kafka(), environment),
                port("controller", controller, defaults.controller(), environment),
                port("postgres", postgres, defaults.postgres(), environment),
                port("feedback", feedback, defaults.feedback(), environment),
                port("registry", registry, defaults.registry(), environment),
                port("inference", inference, defaults.inference(), environment),
                port("reward", reward, defaults.reward(), environment),
                port("policy", policy, defaults.policy(), environment));
    }

    /** The same choice as arguments, for a process that is started to do the work. */
    static List<String> arguments(Ports ports) {
        List<String> arguments = new ArrayList<>();
        ports.byName().forEach((name, port) -> arguments.add("--port-" + name + "=" + port));
        return arguments;
    }

    private static int port(String name, @Nullable Integer option, int byDefault, Map<String, String> environment) {
        if (option != null) {
            return checked("--port-" + name, String.valueOf(option));
        }
        String variable = "ATTUNE_PORT_" + name.toUpperCase(Locale.ROOT);
        String set = environment.get(variable);
        return set == null || set.isBlank() ? byDefault : checked(variable, set);
    }

    private static int checked(String setting, String value) {
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw notAPort(setting, value);
        }
        throw notAPort(setting, value);
    }

    private static AttuneException notAPort(String setting, String value) {
        return ErrorCategory.CALLER.error(
                "bad-port", setting + " must be a port from 1 to 65535 but is " + value + ".");
    }
}
