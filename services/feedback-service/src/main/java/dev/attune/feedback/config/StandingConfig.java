package dev.attune.feedback.config;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.standing.*}: how checkpoints stand, for those who look on; in the environment such as ATTUNE_STANDING_LISTENERS. */
@ConfigMapping(prefix = "attune.standing")
public interface StandingConfig {

    /** How often is looked for new votes while somebody looks on. */
    @WithDefault("1s")
    String every();

    /** So much time lies between two standings that are told, at least. */
    @WithDefault("PT2S")
    Duration pause();

    /** After so much silence whoever looks on hears that the connection lives; as often it is asked whether they still may. */
    @WithDefault("PT10S")
    Duration heartbeat();

    /** Votes that are read at most: the newest ones. */
    @WithDefault("100000")
    int mostVotes();

    /** Ratings of each person that are read at most: the newest ones. */
    @WithDefault("3000")
    int mostVotesEach();

    /** Checkpoints beside each other at most: those with the most votes. */
    @WithDefault("20")
    int mostCheckpoints();

    /** Of each rater so many first votes on a pair are one score of its anytime interval. */
    @WithDefault("5")
    int window();

    /** Who may look on at the same time, at one instance. */
    @WithDefault("200")
    int listeners();

    /** How many of them are one account. */
    @WithDefault("10")
    int listenersEach();
}
