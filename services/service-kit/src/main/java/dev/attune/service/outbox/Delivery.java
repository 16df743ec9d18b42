package dev.attune.service.outbox;

/** What became of a row that was to be sent. */
sealed interface Delivery {

    /** The bus has it. */
    record Arrived() implements Delivery {}

    /**
     * It may arrive later, unchanged.
     *
     * @param topic what waits until then
     */
    record Later(String topic, String reason) implements Delivery {}

    /** It can never be sent as it is. */
    record Never(String reason) implements Delivery {}
}
