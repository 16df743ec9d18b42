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

    /** Rows that are sent together; after a kill amid them they are sent again. */
    @WithDefault("100")
    int batch();

    /** How long the bus may take to acknowledge before a row is tried again. */
    @WithDefault("PT10S")
    Duration acknowledgeWithin();
}
