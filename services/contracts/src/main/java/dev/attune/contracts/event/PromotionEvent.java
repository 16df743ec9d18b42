package dev.attune.contracts.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.Require;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.name.Names;

/** On {@code attune.promotions}, keyed by channel; canaries and stops by the channel with a word behind it, so that compaction keeps the last of each. */
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

    /** What becomes of a canary. */
    enum CanaryOutcome implements Choice {
        /** People like it better: the channel serves it. */
        PROMOTED,
        /** People like it less, or a guardrail was harmed. */
        ROLLED_BACK,
        /** Nothing was found out until its end: the channel keeps what it serves. */
        KEPT,
        /** People were not shared out as they should have been: nothing can be concluded. */
        DISCARDED,
        /** A person ended it. */
        ENDED,
        /** The channel was made to serve something else, or was stopped. */
        SUPERSEDED
    }

    /**
     * A share of a channel's people is answered by another checkpoint from now on. Replaces what was said of the channel's canary before.
     *
     * @param productionId what answers the others
     * @param share in (0, 1]
     * @param salt of this canary alone, so that not always the same people try things out
     * @param by pseudonym of the person
     */
    record CanaryServed(
            String channel,
            String canaryId,
            String checkpointId,
            String productionId,
            double share,
            String salt,
            String reason,
            String by,
            Instant at)
            implements PromotionEvent {
        public CanaryServed {
            Names.require(channel, "channel");
            Names.require(canaryId, "canaryId");
            Names.require(checkpointId, "checkpointId");
            Names.require(productionId, "productionId");
            Require.that(share > 0 && share <= 1, "share must lie in (0, 1] but is " + share);
            Require.text(salt, "salt");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }

        @Override
        public String key() {
            return channel + ".canary";
        }

        /**
         * Whether the canary answers somebody: the same person always, and whoever it answered still when the share grows.
         *
         * @param subject the person's pseudonym
         */
        public boolean answers(String subject) {
            return place(salt, channel, subject) < share;
        }

        /** The first eight bytes of SHA-256(salt / channel / subject) as a number in [0, 1). */
        static double place(String salt, String channel, String subject) {
            byte[] text = (salt + "/" + channel + "/" + subject).getBytes(StandardCharsets.UTF_8);
            long first =
                    ByteBuffer.wrap(HexFormat.of().parseHex(Sha256.of(text))).getLong();
            return (first >>> 11) * 0x1p-53;
        }
    }

    /** A canary is over. */
    record CanaryEnded(
            String channel,
            String canaryId,
            String checkpointId,
            CanaryOutcome outcome,
            String reason,
            String by,
            Instant at)
            implements PromotionEvent {
        public CanaryEnded {
            Names.require(channel, "channel");
            Names.require(canaryId, "canaryId");
            Names.require(checkpointId, "checkpointId");
            Require.present(outcome, "outcome");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }

        @Override
        public String key() {
            return channel + ".canary";
        }
    }

    /** A channel answers nobody until it is resumed. */
    record ChannelStopped(String channel, String reason, String by, Instant at) implements PromotionEvent {
        public ChannelStopped {
            Names.require(channel, "channel");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }

        @Override
        public String key() {
            return channel + ".stop";
        }
    }

    /** A channel that was stopped answers again. */
    record ChannelResumed(String channel, String reason, String by, Instant at) implements PromotionEvent {
        public ChannelResumed {
            Names.require(channel, "channel");
            Require.text(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }

        @Override
        public String key() {
            return channel + ".stop";
        }
    }
}
