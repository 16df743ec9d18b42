package dev.attune.platform.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import dev.attune.contracts.json.Json;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Installation;
import dev.attune.platform.home.Secrets;
import dev.attune.platform.process.ProcessSpec;
import dev.attune.platform.room.PlatformSettings;
import dev.attune.platform.status.Ports;
import dev.attune.platform.testing.ChildJvm;
import dev.attune.platform.testing.HandMadeModel;
import dev.attune.platform.testing.LittleProcess;

/** A platform with one little room in a process that a test can kill: {@code HOME ROOT PORTS-AS-JSON}. */
public final class PlatformProcess {

    private PlatformProcess() {}

    public static void main(String[] arguments) throws Exception {
        PlatformSettings settings = settings(
                Path.of(arguments[0]), Path.of(arguments[1]), Json.MAPPER.readValue(arguments[2], Ports.class));
        try (Platform platform = Platform.start(settings, PlatformProcess::rooms, HandMadeModel::headers, line -> {})) {
            new CountDownLatch(1).await();
        }
    }

    static PlatformSettings settings(Path home, Path root, Ports ports) {
        return new PlatformSettings(
                new Home(home), new Installation(root), ports, null, Map.of(), Duration.ofSeconds(60));
    }

    static List<ProcessSpec> rooms(PlatformSettings settings, Secrets secrets, Object postgres) {
        return List.of(room(settings, "room", "stays"));
    }

    static List<ProcessSpec> roomsWithABrokenTrainer(PlatformSettings settings, Secrets secrets, Object postgres) {
        return List.of(room(settings, "room", "stays"), room(settings, "reward-model", "fails-until-mended"));
    }

    private static ProcessSpec room(PlatformSettings settings, String name, String behaviour) {
        Path folder = settings.home().run();
        String mark = "-Dattune.process=" + name + "@" + settings.home().directory();
        return new ProcessSpec(
                name,
                ChildJvm.command(mark, LittleProcess.class, behaviour, folder.toString(), name),
                mark,
                Map.of(),
                1,
                List.of("postgres"),
                () -> LittleProcess.ready(folder, name).toFile().exists(),
                ProcessSpec.Liveness.of(() -> true),
                "TERM",
                () -> LittleProcess.ready(folder, name).toFile().delete());
    }
}
