package dev.attune.registry;

/** What an evaluation led to. */
public enum Decision {
    /** The checkpoint, or one that it comes from and of which the judge must know nothing, has not been published yet: decided when it is. */
    AWAITING_CHECKPOINT,
    /** The channel serves the checkpoint from then on. */
    PROMOTED,
    /** The channel served the checkpoint already. */
    ALREADY_SERVED,
    /** The win rate's lower bound is below the threshold. */
    BELOW_THRESHOLD,
    /** The judge is a reward model that trained the checkpoint or what it comes from, or one where only judges outside count. */
    JUDGE_NOT_INDEPENDENT,
    /** The opponent is not what the channel serves, which may be nothing yet: whoever beat another proved nothing about this one. */
    OPPONENT_NOT_SERVED,
    /** Of earlier versions: the checkpoint beat its base, but the channel served something newer than it. */
    OLDER_THAN_SERVED,
    /** The checkpoint is of a kind that cannot answer people. */
    NOT_SERVABLE,
    /** The win rate would do, but the project has gates, which decide. */
    GATES_DECIDE,
    /** The win rate does, and people must stand behind the promotion: they were asked. */
    PEOPLE_DECIDE
}
