package dev.attune.cli.ring;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.testing.BrowserWalk;
import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** A platform on ports of its own, with people in it, as {@code ./attune} starts and stops it. */
final class LivePlatform {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String PASSWORD = "four plain words for tasks";

    private final Path folder;
    private final Map<String, String> ports = FreePorts.environment();

    /** @param folder for its home and its people's password */
    LivePlatform(Path folder) {
        this.folder = folder;
    }

    Path home() {
        return folder.resolve("home");
    }

    String port(String name) {
        return String.valueOf(ports.get(name));
    }

    /** Starts it; the administrator, whose one-time password is replaced. */
    ServiceClient up() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("password"), PASSWORD);
        String said = succeeds("up");
        Matcher once = Pattern.compile("one-time password (\\S+)").matcher(said);
        assertThat(once.find()).as(said).isTrue();
        return replaced("admin", once.group(1));
    }

    void down() throws IOException, InterruptedException {
        attune("down");
    }

    /** A new account with its roles, signed in. */
    ServiceClient account(ServiceClient admin, String name, String... roles) throws InterruptedException {
        String once = PASSWORD + " of " + name;
        admin.post("/api/accounts", Map.of("name", name, "password", once, "roles", List.of(roles)), "")
                .accepted();
        return replaced(name, once);
    }

    private ServiceClient replaced(String name, String once) throws InterruptedException {
        ServiceClient feedback = ServiceClient.patient(URI.create("http://127.0.0.1:" + port("ATTUNE_PORT_FEEDBACK")));
        feedback.signIn(name, once)
                .post("/api/session/password", Map.of("current", once, "next", PASSWORD), "")
                .accepted();
        return feedback.signIn(name, PASSWORD);
    }

    /** A person's client at the registry. */
    ServiceClient registry(ServiceClient person) {
        return person.toward(URI.create("http://127.0.0.1:" + port("ATTUNE_PORT_REGISTRY")));
    }

    /** Walks through the page in a browser as somebody. */
    void walk(String script, String person, Map<String, String> settings) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + port("ATTUNE_PORT_FEEDBACK") + "/");
        BrowserWalk.run(script, page, person, PASSWORD, settings);
    }

    /** What a command says that somebody gives with their password, and that succeeds. */
    String as(String person, String... arguments) throws IOException, InterruptedException {
        return succeeds(withAccount(person, arguments));
    }

    /** The same of a command that is refused. */
    String fails(String person, String... arguments) throws IOException, InterruptedException {
        AttuneProcess process = attune(withAccount(person, arguments));
        assertThat(process.await(PATIENCE)).as(process.output()).isEqualTo(1);
        return process.output();
    }

    String succeeds(String... arguments) throws IOException, InterruptedException {
        AttuneProcess process = attune(arguments);
        assertThat(process.await(PATIENCE)).as(process.output()).isZero();
        return process.output();
    }

    /** A command that has ended, well or not. */
    AttuneProcess attune(String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(ports);
        environment.put("ATTUNE_HOME", home().toString());
        AttuneProcess process = AttuneProcess.start(environment, _ -> {}, arguments);
        process.await(PATIENCE);
        return process;
    }

    String[] withAccount(String person, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--user", person, "--password-file", folder.resolve("password").toString()));
        return all.toArray(String[]::new);
    }
}
