package dev.attune.inference.messaging;

/**
 * How this process reaches the bus.
 *
 * @param instance names this process among several
 */
record BusSettings(String bootstrapServers, String instance) {

    /** The same after a restart, so that the bus ends what a killed process left open. */
    String transactionalId(String use) {
        return "inference-service-" + instance + "-" + use;
    }
}
