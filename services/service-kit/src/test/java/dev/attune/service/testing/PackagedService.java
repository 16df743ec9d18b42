package dev.attune.service.testing;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dev.attune.contracts.testing.PackagedProcess;

import static io.restassured.RestAssured.given;

/** The packaged service as a process of its own, in the memory that it is given in operation. */
public final class PackagedService implements AutoCloseable {

    private final PackagedProcess process;
    private final String token;

    private PackagedService(PackagedProcess process, String token) {
        this.process = process;
        this.token = token;
    }

    /** Starts it on the platform, with settings of its own as environment variables. */
    public static PackagedService start(
            TestPlatform platform, Map<String, String> environment, List<String> javaOptions) throws IOException {
        Map<String, String> all = platform.environment();
        all.putAll(environment);
        return new PackagedService(
                PackagedProcess.start(javaOptions, all), platform.keys().token("engineer"));
    }

    public Response get(String path) {
        return request().get(path);
    }

    public Response post(String path, Object body) {
        return request().contentType("application/json").body(body).post(path);
    }

    private RequestSpecification request() {
        return given().port(process.port()).auth().oauth2(token);
    }

    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
