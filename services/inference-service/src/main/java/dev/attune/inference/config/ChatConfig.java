package dev.attune.inference.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.chat.*}: answers to people. */
@ConfigMapping(prefix = "attune.chat")
public interface ChatConfig {

    /** Length of an answer when the caller names none, in tokens. */
    @WithDefault("256")
    int maxTokens();

    /** Requests that may wait for their answers at once; more are refused with 429. */
    @WithDefault("64")
    int requests();

    /** The same for one account: the others keep their share. */
    @WithDefault("32")
    int requestsPerAccount();
}
