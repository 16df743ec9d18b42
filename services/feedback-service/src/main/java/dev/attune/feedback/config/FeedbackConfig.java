package dev.attune.feedback.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings of this service; each may be set in the environment, such as ATTUNE_FEEDBACK_LEASE_DURATION=PT5M. */
@ConfigMapping(prefix = "attune.feedback")
public interface FeedbackConfig {

    /** Where the first administrator's one-time password is written; needed once, when there is no account yet. */
    Optional<Path> firstAdministratorFile();

    /** Where the registry answers the page's questions about prompts, runs and checkpoints; absent: that part of the page says that it is away. */
    Optional<URI> registry();

    /** Where checkpoints answer, for the playground; absent: that part of the page says that it is away. */
    Optional<URI> inference();

    /** Where the other rooms tell how they are, by their names; what is not named is not seen. */
    Map<String, URI> rooms();

    /**
     * The address under which people open the page, such as {@code https://attune.example.org}; absent: the one that each request
     * names. Needed behind a proxy that passes another host on.
     */
    Optional<URI> publicAddress();

    Lease lease();

    Rating rating();

    Session session();

    Limits limits();

    Keep keep();

    /** Hand-outs of items. */
    interface Lease {
        /** How long an annotator keeps an item. */
        @WithDefault("PT10M")
        Duration duration();

        /** Seed of the side order; absent: drawn from the system's secure random numbers. */
        Optional<Long> sideSeed();
    }

    /** Ratings. */
    interface Rating {
        /** How long an annotator may take a rating back. */
        @WithDefault("PT1M")
        Duration undoWindow();
    }

    /** Sign-in. */
    interface Session {
        /** How long a token is valid. */
        @WithDefault("PT8H")
        Duration duration();

        /** How long the page may be left alone before its session ends; programs, which hold a bearer token, are not concerned. */
        @WithDefault("PT2H")
        Duration idle();

        /**
         * Send the cookie over HTTPS only, and take no other; switch on wherever the page is not on this machine. It is so by itself
         * where the request came over HTTPS, by a trusted proxy's word too.
         */
        @WithDefault("false")
        boolean secureCookie();

        /** How dear a guess at a stolen hash of a password is: one more is twice the time, here as there. */
        @WithDefault("10")
        int bcryptCost();

        /** Failed sign-ins of one name from one address within a minute before further ones are refused. */
        @WithDefault("10")
        int attemptsPerMinute();

        /** Failed sign-ins from one address within a minute, whatever the names. */
        @WithDefault("100")
        int attemptsPerMinuteOfAddress();

        /**
         * Addresses, or networks such as {@code 10.1.0.0/16}, of the proxies in front of this service: whom they name in
         * {@code X-Forwarded-For} is who signs in. Absent: nobody is believed, and all who come by a proxy have its address.
         */
        Optional<List<String>> trustedProxies();
    }

    /** How long what was dealt with is remembered. */
    interface Keep {
        /** Leases after they ended: a rating under one is told that it is late, then that the lease is unknown. */
        @WithDefault("P1D")
        Duration leases();

        /** Answers to calls with an Idempotency-Key: so long, a repeated call is answered as before. */
        @WithDefault("P7D")
        Duration answers();

        /** Events that were taken from the bus: so long, one that is delivered again does nothing. */
        @WithDefault("P30D")
        Duration deliveries();

        /** Sessions after their tokens expired. */
        @WithDefault("PT1H")
        Duration sessions();

        /** Invitations after they ended: so long, who came by which is in their list. */
        @WithDefault("P90D")
        Duration invitations();
    }

    /** What a request may contain at most. */
    interface Limits {
        /** Characters of a prompt, all messages together. */
        @WithDefault("65536")
        int promptCharacters();

        /** Characters of one answer. */
        @WithDefault("65536")
        int answerCharacters();

        /** Bytes of all large bodies that are worked on at a time; further ones wait a little and are refused then. */
        @WithDefault("50331648")
        int bodiesBytes();

        /** Prompts or pairs of one request. */
        @WithDefault("10000")
        int lines();
    }
}
