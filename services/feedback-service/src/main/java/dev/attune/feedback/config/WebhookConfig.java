package dev.attune.feedback.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.webhooks.*}; in the environment such as ATTUNE_WEBHOOKS_TIMEOUT=PT5S. */
@ConfigMapping(prefix = "attune.webhooks")
public interface WebhookConfig {

    /**
     * Networks inside, such as {@code 10.1.0.0/16}, to which webhooks may lead, also without TLS. Absent: they lead to public
     * addresses only, so that nobody reaches by a webhook what only this machine reaches.
     */
    Optional<List<String>> allowedNetworks();

    /**
     * A PEM file with certificates of authorities that are believed beside those that Java knows: of a company's own, which signs for its
     * machines.
     */
    Optional<Path> authorities();

    /** How long after a failed attempt the next one is made; after the last one the webhook is switched off. */
    @WithDefault("PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H")
    List<Duration> retries();

    /** How long the other side may take to answer. */
    @WithDefault("PT15S")
    Duration timeout();

    /** How long deliveries are remembered and can be sent again. */
    @WithDefault("P30D")
    Duration keep();
}
