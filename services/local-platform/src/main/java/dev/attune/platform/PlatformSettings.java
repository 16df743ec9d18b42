package dev.attune.platform;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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

    /** A platform on the default ports that serves attune-tiny. */
    public static PlatformSettings of(Home home) {
        return new PlatformSettings(home, Installation.locate(), Ports.DEFAULTS, null, Map.of(), START_TIME);
    }

    public PlatformSettings withPorts(Ports other) {
        return new PlatformSettings(home, installation, other, model, environment, startTime);
    }

    public PlatformSettings withModel(@Nullable String other) {
        return new PlatformSettings(home, installation, ports, other, environment, startTime);
    }

    public PlatformSettings withEnvironment(Map<String, String> other) {
        return new PlatformSettings(home, installation, ports, model, other, startTime);
    }
}
