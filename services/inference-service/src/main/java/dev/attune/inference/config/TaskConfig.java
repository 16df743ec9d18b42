package dev.attune.inference.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.tasks.*}: tasks on frozen models. */
@ConfigMapping(prefix = "attune.tasks")
public interface TaskConfig {

    /** Versions in memory beside those that are served: the longest unused one is freed first. */
    @WithDefault("64")
    int kept();

    /** Inputs of one request. */
    @WithDefault("256")
    int inputs();

    /** Inputs, of all requests that wait, that are read in one pass; each adapter of a task counts. */
    @WithDefault("64")
    int rows();
}
