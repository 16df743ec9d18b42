package dev.attune.feedback.config;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.trust.*}: when what is known of raters is fitted anew; in the environment such as ATTUNE_TRUST_NEW_VOTES. */
@ConfigMapping(prefix = "attune.trust")
public interface TrustConfig {

    /** How often is looked for projects that are to be fitted anew. */
    @WithDefault("15s")
    String every();

    /** How often is looked for preferences that the ring is to hear of anew. */
    @WithDefault("2s")
    String tellEvery();

    /** Votes on pairs that several people rated, below which there is no fit. */
    @WithDefault("50")
    int leastVotes();

    /** New ratings after which a project is fitted anew, at least; and at least {@link #growth} of those that the last fit had. */
    @WithDefault("50")
    int newVotes();

    /** Share of the votes of the last fit that must be new. */
    @WithDefault("0.05")
    double growth();

    /** A project with any new rating is fitted anew after this time. */
    @WithDefault("PT6H")
    Duration longest();

    /** Votes of one fit at most: those on the newest items. */
    @WithDefault("300000")
    int mostVotes();

    /** Votes, the newest, whose raters are left out to see how far probabilities can be believed. */
    @WithDefault("10000")
    int calibrationVotes();

    /** By how much a probability must have moved for the ring to be told anew. */
    @WithDefault("0.02")
    double moved();
}
