package dev.attune.feedback.service.webhook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.attune.feedback.config.WebhookConfig;

/** Settings of tests: nothing is tried again. */
record TestSettings(Optional<List<String>> allowedNetworks, Optional<Path> authorities) implements WebhookConfig {

    @Override
    public List<Duration> retries() {
        return List.of();
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration keep() {
        return Duration.ofDays(1);
    }
}
