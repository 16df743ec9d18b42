package dev.attune.cli.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;

/** All tasks. */
@Command(
        name = "list",
        description = "The tasks: which versions there are, which is served, what waits for a reviewer.",
        footer = {"", "Example: ./attune tasks list --user eva --password-file ~/eva-password"})
final class ListCommand implements Callable<Integer> {

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /**
     * A task.
     *
     * @param versions newest first
     * @param served 0 for none
     * @param proposals that wait for a reviewer
     */
    public record Row(String name, List<Integer> versions, int served, List<String> proposals) {}

    /** The result. */
    public record Result(List<Row> tasks) {}

    @Override
    public Integer call() throws InterruptedException {
        TaskServices services = TaskServices.of(account, common);
        Map<String, Row> rows = new TreeMap<>();
        for (JsonNode version : services.versions("")) {
            row(rows, version.at("/task/name").asText())
                    .versions()
                    .add(version.at("/task/number").asInt());
        }
        for (JsonNode proposal : services.registry()
                .get("/api/proposals?state=PROPOSED&limit=1000")
                .accepted()
                .body()) {
            row(rows, proposal.path("name").asText())
                    .proposals()
                    .add(proposal.path("proposalId").asText());
        }
        List<Row> all = new ArrayList<>();
        for (Row row : rows.values()) {
            JsonNode promotion = services.served(row.name()).orElse(null);
            int served = promotion == null
                    ? 0
                    : services.number(row.name(), promotion.path("checkpointId").asText());
            all.add(new Row(row.name(), row.versions(), served, row.proposals()));
        }
        Result result = new Result(all);
        common.give(result, out -> {
            out.printf("%-24s %8s %8s  %s%n", "TASK", "NEWEST", "SERVED", "PROPOSED");
            result.tasks()
                    .forEach(row -> out.printf(
                            "%-24s %8s %8s  %s%n",
                            row.name(),
                            row.versions().isEmpty() ? "-" : row.versions().getFirst(),
                            row.served() == 0 ? "-" : row.served(),
                            String.join(" ", row.proposals())));
        });
        return 0;
    }

    private static Row row(Map<String, Row> rows, String name) {
        return rows.computeIfAbsent(name, _ -> new Row(name, new ArrayList<>(), 0, new ArrayList<>()));
    }
}
