package dev.attune.cli.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.testing.FakeHttp;
import dev.attune.contracts.json.Json;
import dev.attune.preference.file.BadLine;

import static org.assertj.core.api.Assertions.assertThat;

class UploadTest {

    @Test
    void longLinesGoInBodiesBoundedByBytes() throws InterruptedException {
        try (FakeHttp service = FakeHttp.start((request, exchange) -> FakeHttp.json(exchange, 200, "{}"))) {
            Upload.Outcome outcome = send(service, lines(9, 1 << 20));
            assertThat(outcome.entered()).isEqualTo(9);
            assertThat(service.requests())
                    .hasSize(3)
                    .allSatisfy(request -> assertThat(request.body().getBytes(StandardCharsets.UTF_8).length)
                            .isLessThan(Upload.BATCH_BYTES + 1000));
            assertThat(service.requests())
                    .extracting(FakeHttp.Request::idempotencyKey)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatTheServiceFindsTooLargeIsHalvedAndOneLineAloneIsBad() throws InterruptedException {
        try (FakeHttp service = FakeHttp.start((request, exchange) -> {
            boolean tooLarge = request.body().length() > 2_500;
            FakeHttp.json(exchange, tooLarge ? 413 : 200, tooLarge ? "{\"detail\":\"too many bytes\"}" : "{}");
        })) {
            List<ImportLine> lines = new ArrayList<>(lines(4, 1_000));
            lines.add(line(7, 5_000));
            Upload.Outcome outcome = send(service, lines);
            assertThat(outcome.entered()).isEqualTo(4);
            assertThat(outcome.rejected()).containsExactly(new BadLine(7, "too many bytes"));
        }
    }

    @Test
    void aBatchIsTheSameCallWheneverItHoldsTheSame() throws InterruptedException {
        try (FakeHttp service = FakeHttp.start((request, exchange) -> FakeHttp.json(exchange, 200, "{}"))) {
            send(service, List.of(prompt("messages", "split")));
            send(service, List.of(prompt("split", "messages")));
            send(service, List.of(new ImportLine(1, Map.of("messages", List.of(), "split", "HELD_OUT"))));

            List<String> keys = service.requests().stream()
                    .map(FakeHttp.Request::idempotencyKey)
                    .toList();
            assertThat(keys.get(1)).isEqualTo(keys.get(0));
            assertThat(keys.get(2)).isNotEqualTo(keys.get(0));
        }
    }

    private static ImportLine prompt(String... fields) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : fields) {
            body.put(field, field.equals("split") ? "TRAIN" : List.of());
        }
        return new ImportLine(1, body);
    }

    private static Upload.Outcome send(FakeHttp service, List<ImportLine> lines) throws InterruptedException {
        ImportFile file = new ImportFile("trl", lines, List.of(), Map.of(), "hash");
        return new Upload(ServiceClient.at(service.root(), "token"), "/api/projects/p/preferences")
                .send(file, elements -> Map.of("pairs", elements), done -> {});
    }

    private static List<ImportLine> lines(int count, int bytes) {
        List<ImportLine> lines = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            lines.add(line(number, bytes));
        }
        return lines;
    }

    private static ImportLine line(int number, int bytes) {
        int frame = Json.text(Map.of("chosen", "")).length();
        return new ImportLine(number, Map.of("chosen", "x".repeat(bytes - frame - 1)));
    }
}
