package dev.attune.service.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.requests.*}; in the environment such as ATTUNE_REQUESTS_PER_MINUTE. */
@ConfigMapping(prefix = "attune.requests")
interface RequestLimitConfig {

    /** How many requests an account may send in a minute to one process of a service, at once or spread; 0: as many as it likes. */
    @WithDefault("6000")
    int perMinute();
}
