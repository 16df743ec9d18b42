package dev.attune.registry;

/** What an evaluation led to. */
public enum Decision {
    /** The checkpoint, or the one that the channel serves, has not been published yet: decided when it is. */
    AWAITING_CHECKPOINT,
    /** The channel serves the checkpoint from then on. */
    PROMOTED,
    /** The channel served the checkpoint already. */
    ALREADY_SERVED,
    /** The win rate's lower bound is below the threshold. */
    BELOW_THRESHOLD,
    /** The opponent is neither what the channel serves nor what the checkpoint comes from. */
    OPPONENT_NOT_SERVED,
    /** The checkpoint beat its base, but the channel serves something newer than it. */
    OLDER_THAN_SERVED,
    /** The checkpoint is of a kind that cannot answer people. */
    NOT_SERVABLE
}
