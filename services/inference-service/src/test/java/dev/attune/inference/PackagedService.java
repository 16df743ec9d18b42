package dev.attune.inference;

import java.io.IOException;
import java.util.List;

import io.restassured.response.Response;

import dev.attune.contracts.testing.PackagedProcess;

import static io.restassured.RestAssured.given;

/** The packaged service as a process of its own, in the memory that it is given in operation. */
final class PackagedService implements AutoCloseable {

    private final PackagedProcess process;
    private final String token;

    private PackagedService(PackagedProcess process, String token) {
        this.process = process;
        this.token = token;
    }

    static PackagedService start(TestPlatform platform) throws IOException {
        PackagedProcess process = PackagedProcess.start(
                List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"), platform.environment());
        return new PackagedService(process, platform.keys().token("engineer"));
    }

    Response get(String path) {
        return given().port(process.port()).auth().oauth2(token).get(path);
    }

    Response post(String path, Object body) {
        return given().port(process.port())
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
