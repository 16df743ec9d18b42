package dev.attune.platform.status;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.attune.platform.process.PortCheck;

/**
 * The loopback ports of one platform.
 *
 * @param kafka clients of the bus
 * @param controller the broker's own quorum
 * @param postgres the database
 * @param feedback feedback-service and the page
 * @param registry registry-service
 * @param inference inference-service
 * @param reward health of the reward-model worker
 * @param policy health of the policy-trainer worker
 */
public record Ports(
        int kafka, int controller, int postgres, int feedback, int registry, int inference, int reward, int policy) {

    public static final Ports DEFAULTS = new Ports(9492, 9493, 5492, 8480, 8481, 8482, 8483, 8484);

    /** Ports that nobody has at this moment. */
    public static Ports free() {
        List<Integer> free = PortCheck.free(8);
        return new Ports(
                free.get(0), free.get(1), free.get(2), free.get(3), free.get(4), free.get(5), free.get(6), free.get(7));
    }

    /** The ports with the names that {@code --port-NAME} and {@code ATTUNE_PORT_NAME} use. */
    public Map<String, Integer> byName() {
        return Map.of(
                "kafka", kafka,
                "controller", controller,
                "postgres", postgres,
                "feedback", feedback,
                "registry", registry,
                "inference", inference,
                "reward", reward,
                "policy", policy);
    }

    /**
     * Refuses to go on when a port is taken.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code port-taken}
     */
    public void requireFree() {
        byName().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> PortCheck.require(
                        entry.getValue(),
                        entry.getKey(),
                        "--port-" + entry.getKey() + " or ATTUNE_PORT_"
                                + entry.getKey().toUpperCase(Locale.ROOT)));
    }
}
