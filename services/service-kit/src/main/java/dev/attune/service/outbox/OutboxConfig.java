package dev.attune.service.outbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.outbox.*}; in the environment such as ATTUNE_OUTBOX_BATCH. */
@ConfigMapping(prefix = "attune.outbox")
interface OutboxConfig {

    /** Whether this process relays at all. */
    @WithDefault("true")
    boolean enabled();

    /** Rows that are sent together at most; after a kill amid them they are sent again. */
    @WithDefault("400")
    int batch();

    /** Bytes of the rows that are sent together, which bounds the memory that this takes; a larger row goes alone. */
    @WithDefault("1048576")
    int batchBytes();

    /** How long the bus may take to acknowledge before a row is tried again. */
    @WithDefault("PT10S")
    Duration acknowledgeWithin();

    /** How long a row stays after it was sent: so long, republishing puts back what the bus has lost. */
    @WithDefault("P7D")
    Duration keepSent();
}
