package dev.attune.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/** On {@code attune.promotions}, keyed by channel. */
public sealed interface PromotionEvent extends Event {

    /** The channel that answers users. */
    String PRODUCTION = "production";

    /**
     * A channel serves another checkpoint from now on.
     *
     * @param by pseudonym of the person, or {@code policy:win-rate} when the registry promoted by itself
     */
    record Promoted(
            String channel,
            String checkpointId,
            @Nullable String previousCheckpointId,
            String reason,
            String by,
            Instant at)
            implements PromotionEvent {
        public Promoted {
            Names.require(channel, "channel");
            Names.require(checkpointId, "checkpointId");
            Names.optional(previousCheckpointId, "previousCheckpointId");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }

        @Override
        public String key() {
            return channel;
        }
    }
}
