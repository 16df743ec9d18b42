package dev.attune.platform.broker;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who may speak to a {@link KafkaBroker}: passwords by name. The broker itself is one of them, since it speaks to its own
 * controller; it and the operator may do everything, the others what their rights on the bus say.
 *
 * @param passwords of all but the broker
 */
public record BrokerUsers(String operator, String brokersPassword, Map<String, String> passwords) {

    static final String BROKER = "broker";
    private static final String MECHANISM = "SCRAM-SHA-256";

    public BrokerUsers {
        passwords = Map.copyOf(passwords);
    }

    /** Settings of a client that signs in as one of them. */
    public static Map<String, String> client(String name, String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                login(name, password) + ";");
    }

    /** Settings of a listener of the broker, on which all of them may sign in. */
    Map<String, String> listener(String name) {
        String users = passwords.entrySet().stream()
                .map(user -> " " + ScramUsers.PREFIX + user.getKey() + "=\"" + user.getValue() + "\"")
                .sorted()
                .collect(Collectors.joining());
        String ownUser = " " + ScramUsers.PREFIX + BROKER + "=\"" + brokersPassword + "\"";
        String prefix = "listener.name." + name.toLowerCase(java.util.Locale.ROOT) + ".";
        String mechanism = prefix + MECHANISM.toLowerCase(java.util.Locale.ROOT) + ".";
        return Map.of(
                prefix + "sasl.enabled.mechanisms",
                MECHANISM,
                mechanism + "sasl.jaas.config",
                login(BROKER, brokersPassword) + ownUser + users + ";",
                mechanism + "sasl.server.callback.handler.class",
                ScramUsers.class.getName());
    }

    /** What the broker itself is told about all listeners. */
    Map<String, String> broker() {
        return Map.of(
                "sasl.enabled.mechanisms", MECHANISM,
                "sasl.mechanism.inter.broker.protocol", MECHANISM,
                "sasl.mechanism.controller.protocol", MECHANISM,
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:" + BROKER + ";User:" + operator);
    }

    private static String login(String name, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + name + "\" password=\""
                + password + "\"";
    }
}
