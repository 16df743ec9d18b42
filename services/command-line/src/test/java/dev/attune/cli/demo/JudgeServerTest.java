package dev.attune.cli.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JudgeServerTest {

    private static final HiddenRule RULE = new HiddenRule(
            new StylePhrases(List.of("sure!"), List.of("ugh"), List.of("my cat")),
            Map.of("What is 2 plus 3?", "5"),
            Taste.USUAL);

    @Test
    void judgesEachPairInTheOrderInWhichItIsShown() throws IOException, InterruptedException {
        String pairs = """
                {"pairs": [
                  {"prompt": [{"role": "user", "content": "What is 2 plus 3?"}], "first": "It is 5.", "second": "It is 6."},
                  {"prompt": [{"role": "user", "content": "What is 2 plus 3?"}], "first": "Ugh.", "second": "Sure! It is 5."},
                  {"prompt": [{"role": "user", "content": "What is 2 plus 3?"}], "first": "It is 5.", "second": "It is 5."}
                ]}""";

        HttpResponse<String> response = ask(pairs);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"judge\":\"simulated-raters:hidden-rule\",\"verdicts\":[\"FIRST\",\"SECOND\",\"TIE\"]}");
    }

    @Test
    void anUnknownPromptIsTheCallersError() throws IOException, InterruptedException {
        HttpResponse<String> response = ask(
                "{\"pairs\": [{\"prompt\": [{\"role\": \"user\", \"content\": \"Who?\"}], \"first\": \"a\", \"second\": \"b\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("No reference answer is known for the prompt 'Who?'");
    }

    private static HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        try (JudgeServer server = new JudgeServer(RULE);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(server.address())
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
