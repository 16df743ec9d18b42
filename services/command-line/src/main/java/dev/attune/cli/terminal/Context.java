package dev.attune.cli.terminal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Installation;
import dev.attune.platform.model.HeaderReader;
import dev.attune.platform.model.LanguageModelHeaders;
import dev.attune.platform.model.ModelFolders;
import dev.attune.platform.process.PidFiles;
import dev.attune.platform.room.BusKeys;
import dev.attune.platform.room.RoomProcess;
import dev.attune.platform.status.PlatformStatus;
import dev.attune.platform.status.Ports;

/**
 * What commands are run with.
 *
 * @param environment of this process
 */
public record Context(Installation installation, Home home, Map<String, String> environment) {

    public Context {
        environment = Map.copyOf(environment);
    }

    /** The repository that the launcher names; {@code ATTUNE_HOME}, else {@code .attune} in it. */
    public static Context ofThisProcess() {
        Installation installation = Installation.locate();
        Map<String, String> environment = System.getenv();
        String home = environment.get("ATTUNE_HOME");
        Path directory = home == null || home.isBlank() ? installation.root().resolve(".attune") : Path.of(home);
        return new Context(installation, new Home(directory), environment);
    }

    /** Other rooms' commands, with this command's terminal. */
    public RoomProcess rooms() {
        return new RoomProcess(installation, home);
    }

    public HeaderReader headers() {
        return new LanguageModelHeaders(rooms());
    }

    public ModelFolders models() {
        return ModelFolders.of(home, installation);
    }

    /** The supervisor that runs in this home, if any. */
    public Optional<ProcessHandle> supervisor() {
        return new PidFiles(home.run()).read("supervisor").flatMap(identity -> identity.find());
    }

    /** What the running supervisor last said. */
    public Optional<PlatformStatus> runningStatus() {
        return supervisor()
                .flatMap(handle ->
                        PlatformStatus.read(home.status()).filter(status -> status.supervisorPid() == handle.pid()));
    }

    /**
     * Ports of the running platform.
     *
     * @throws AttuneException {@code not-running}
     */
    public Ports requireRunning() {
        return runningStatus()
                .map(PlatformStatus::ports)
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "not-running",
                        "No platform runs in ATTUNE_HOME " + home.directory() + "; start it with ./attune up."));
    }

    /**
     * Address of the running platform's bus, at which this process is from now on the operator.
     *
     * @throws AttuneException {@code not-running}
     */
    public String requireBus() {
        String servers = "127.0.0.1:" + requireRunning().kafka();
        BusKeys.beOperator(home, servers);
        return servers;
    }
}
