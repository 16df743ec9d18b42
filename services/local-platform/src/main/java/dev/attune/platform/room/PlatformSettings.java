package dev.attune.platform.room;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.platform.home.Home;
import dev.attune.platform.home.Installation;
import dev.attune.platform.status.Ports;

/**
 * What a platform is started with.
 *
 * @param home where it keeps everything
 * @param installation the built repository
 * @param model name or folder of the base model; absent: what the home already serves, else attune-tiny
 * @param environment added to every service's and worker's environment, such as {@code ATTUNE_PPO_CONFIG}
 * @param startTime how long all may take to become ready
 */
public record PlatformSettings(
        Home home,
        Installation installation,
        Ports ports,
        @Nullable String model,
        Map<String, String> environment,
        Duration startTime) {

    public static final Duration START_TIME = Duration.ofSeconds(180);

    public PlatformSettings {
        environment = Map.copyOf(environment);
    }

    public PlatformSettings withModel(@Nullable String other) {
        return new PlatformSettings(home, installation, ports, other, environment, startTime);
    }

    public PlatformSettings withEnvironment(Map<String, String> other) {
        return new PlatformSettings(home, installation, ports, model, other, startTime);
    }
}
