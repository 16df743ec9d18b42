package dev.attune.feedback.config;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.feedback.live.*}: reactions to served answers. */
@ConfigMapping(prefix = "attune.feedback.live")
public interface LiveConfig {

    /** How long after an answer somebody may react to it. */
    @WithDefault("P7D")
    Duration reactWithin();

    /** How long is kept that an answer was served, and what was said of it. */
    @WithDefault("P30D")
    Duration keep();
}
