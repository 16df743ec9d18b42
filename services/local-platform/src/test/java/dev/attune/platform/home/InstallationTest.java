package dev.attune.platform.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.platform.aot.CacheMaker;

import static org.assertj.core.api.Assertions.assertThat;

class InstallationTest {

    private static final String FOLDER = "services/little-service";

    @TempDir
    Path root;

    @Test
    void onlyWithACacheAServiceStartsOnAPlainClassPath() throws Exception {
        Path app = root.resolve(FOLDER).resolve("target/quarkus-app");
        for (String jar : List.of(
                "quarkus-run.jar",
                "quarkus/generated-bytecode.jar",
                "quarkus/transformed-bytecode.jar",
                "app/little.jar",
                "lib/boot/boot.jar",
                "lib/main/main.jar")) {
            create(app.resolve(jar));
        }
        Installation installation = new Installation(root);
        assertThat(installation.service(FOLDER, List.of("-Xmx9m")))
                .contains("-Xmx9m")
                .endsWith("-jar", app.resolve("quarkus-run.jar").toString());

        makeCache(installation);
        List<String> command = installation.service(FOLDER, List.of("-Xmx9m"));
        assertThat(command).contains("-Xmx9m").endsWith("io.quarkus.runner.GeneratedMain");
        String classPath = command.get(command.indexOf("-cp") + 1);
        assertThat(classPath.split(":", -1))
                .startsWith(
                        app.resolve("quarkus/transformed-bytecode.jar").toString(),
                        app.resolve("quarkus/generated-bytecode.jar").toString())
                .hasSize(5);

        Files.writeString(app.resolve("quarkus/generated-bytecode.jar"), "another build");
        assertThat(installation.service(FOLDER, List.of())).contains("-jar");
    }

    private void makeCache(Installation installation) throws IOException, InterruptedException {
        try (CacheMaker maker = CacheMaker.begin(installation.startCaches(), "a.jar")) {
            create(installation.startCaches().folder().resolve("little-service.aot"));
            assertThat(maker.makeAll(line -> {})).isEmpty();
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
