package dev.attune.lm.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The Python in which the peers run: the one that a variable of the environment names, or the {@code python3} of the path. */
record Python(String executable) {

    /** As the first of {@code variables} says that is set. */
    static Python ofEnvironment(List<String> variables) {
        return new Python(variables.stream()
                .map(System::getenv)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("python3"));
    }

    /** The peer's packages that are missing here; all of them where there is no Python. */
    List<String> missing(List<String> packages) throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>();
        for (String name : packages) {
            if (!imports(name)) {
                missing.add(name);
            }
        }
        return missing;
    }

    private boolean imports(String name) throws InterruptedException {
        String probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('" + name + "') is None)";
        try {
            return new ProcessBuilder(executable, "-c", probe)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    /** The command that runs a script which lies beside {@code owner} as a resource; the script is copied to {@code folder}. */
    List<String> command(Class<?> owner, String script, List<String> arguments, Path folder) {
        Path file = folder.resolve(script);
        try (InputStream resource = owner.getResourceAsStream(script)) {
            Files.write(file, Objects.requireNonNull(resource, script).readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException("The peer's script could not be written to " + folder + ".", failure);
        }
        List<String> command = new ArrayList<>(List.of(executable, file.toString()));
        command.addAll(arguments);
        return command;
    }
}
