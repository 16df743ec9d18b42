package dev.attune.cli.fresh;

import java.io.PrintWriter;
import java.io.StringWriter;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class FreshTest {

    private static final String SEEN = """
            {"enabled": false, "occasions": ["PROMOTED"], "mostPrompts": 100,
             "mix": {"production": 0.6, "before": 0.2, "itself": 0.2},
             "mining": {"enabled": true, "mostADay": 50, "share": 0.5, "heldOut": 0.1, "accounts": ["shop"]},
             "rounds": [{"checkpoint": "adapter-1", "occasion": "CANDIDATE", "asked": 4, "answered": 3, "closed": 2,
                         "askedAt": "2026-11-29T21:00:00Z"}],
             "mined": {"TAKEN": 7, "NOT_OURS": 1}, "version": 3}
            """;

    @Test
    void whatIsNotNamedStaysAsItIs() throws Exception {
        JsonNode wanted = wanted("p", "--mix", "0.5,0.5", "--occasion", "CANDIDATE,PROMOTED", "--most-a-day", "9");

        assertThat(wanted).isEqualTo(Json.MAPPER.readTree("""
                        {"enabled": false, "occasions": ["CANDIDATE", "PROMOTED"], "mostPrompts": 100,
                         "mix": {"production": 0.5, "before": 0.5, "itself": 0.0},
                         "mining": {"enabled": true, "mostADay": 9, "share": 0.5, "heldOut": 0.1, "accounts": ["shop"]}}
                        """));
    }

    @Test
    void saysWhatIsSetAndWhatCameOfIt() throws Exception {
        StringWriter out = new StringWriter();
        FreshText.print(Json.MAPPER.readTree(SEEN), new PrintWriter(out, true));

        assertThat(out.toString().lines())
                .containsExactly(
                        "New pairs     none are asked for",
                        "  mix         60 % against production, 20 % against the one before, 20 % against itself",
                        "  CANDIDATE   adapter-1: 4 asked for, 3 came, 2 old ones closed, 2026-11-29T21:00:00Z",
                        "Logged use    50 % of the questions of members and shop, 50 prompts a day at most, 10 % held out",
                        "  TAKEN          7",
                        "  NOT_OURS       1");
    }

    private static JsonNode wanted(String... arguments) throws Exception {
        SetFresh command = new SetFresh();
        new CommandLine(command).parseArgs(arguments);
        JsonNode wanted = command.wanted(Json.MAPPER.readTree(SEEN));
        // As it goes over the wire.
        return Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(wanted));
    }
}
