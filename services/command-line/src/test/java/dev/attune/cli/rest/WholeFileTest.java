package dev.attune.cli.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.testing.FakeHttp;
import dev.attune.contracts.error.AttuneException;
import dev.attune.preference.file.BadLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("NullAway.Init")
class WholeFileTest {

    private static final String FOUND =
            "\"findings\":{\"form\":\"trl\",\"good\":3,\"bad\":1,\"unused\":{\"id\":4},\"badLines\":"
                    + "[{\"line\":2,\"sentence\":\"it has no rejected\"}]}";

    @TempDir
    Path folder;

    private Path file(int bytes) throws IOException {
        return Files.write(
                folder.resolve("pairs.parquet"), ("PAR1" + "x".repeat(bytes - 4)).getBytes(StandardCharsets.US_ASCII));
    }

    private static WholeFile.Outcome send(FakeHttp service, Path file) throws InterruptedException {
        return new WholeFile(ServiceClient.at(service.root(), "token"), "/uploads")
                .send(file, "PREFERENCES", (_, _) -> {});
    }

    @Test
    void onlyParquetMustBeSentAsItIs() throws IOException {
        assertThat(WholeFile.isNeededFor(file(100))).isTrue();
        assertThat(WholeFile.isNeededFor(Files.writeString(folder.resolve("a.jsonl"), "{}")))
                .isFalse();
        assertThat(WholeFile.isNeededFor(folder.resolve("nowhere"))).isFalse();
    }

    @Test
    void goesInPiecesIsLookedThroughAndEntered() throws IOException, InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        String[] states = {"CHECKING", "CHECKED", "ENTERING", "ENTERED"};
        try (FakeHttp service = FakeHttp.start((request, exchange) -> FakeHttp.json(
                exchange,
                200,
                request.method().equals("GET")
                        ? "{\"state\":\"" + states[asked.getAndIncrement()] + "\"," + FOUND
                                + ",\"entered\":2,\"refused\":1,\"refusals\":[{\"line\":3,\"sentence\":\"twice\"}]}"
                        : "{\"id\":\"one\"}"))) {
            WholeFile.Outcome outcome = send(service, file(WholeFile.PIECE + 5));

            assertThat(service.requests())
                    .extracting(request -> request.method() + " " + request.path() + " "
                            + (request.method().equals("PUT") ? request.body().length() : ""))
                    .containsExactly(
                            "POST /uploads ",
                            "PUT /uploads/one/bytes " + WholeFile.PIECE,
                            "PUT /uploads/one/bytes 5",
                            "GET /uploads/one ",
                            "GET /uploads/one ",
                            "POST /uploads/one/enter ",
                            "GET /uploads/one ",
                            "GET /uploads/one ");
            assertThat(outcome.entered()).isEqualTo(2);
            assertThat(outcome.refused()).isEqualTo(1);
            assertThat(outcome.bad()).isEqualTo(1);
            assertThat(outcome.badLines())
                    .containsExactly(new BadLine(2, "it has no rejected"), new BadLine(3, "twice"));
            assertThat(outcome.unusedColumns()).containsEntry("id", 4);
        }
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        Path file = file(10);
        try (FakeHttp service = FakeHttp.start((_, exchange) -> FakeHttp.json(
                exchange,
                200,
                "{\"id\":\"one\",\"state\":\"FAILED\",\"failure\":\"The file cannot be read: why.\"}"))) {
            assertThatThrownBy(() -> send(service, file))
                    .isInstanceOf(AttuneException.class)
                    .hasMessage("The file cannot be read: why.");
        }
    }
}
