package dev.attune.lm.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.attune.lm.bench.Bench;
import dev.attune.lm.bench.PeerPackages;
import dev.attune.lm.bench.Workload;

/** Options of every benchmark, and how its table is made and shown. */
public final class BenchOptions {
    @Option(names = "--peer", description = "Time the peer too, where its Python packages are there.")
    private boolean peer;

    @Option(
            names = {"--row", "--method"},
            split = ",",
            paramLabel = "NAME",
            description = "Only these rows, such as batch32 or lora; all without it.")
    private List<String> rows = List.of();

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description = "How often each side measures, in turn; the best counts (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the table here, each row when it is measured.")
    private @Nullable Path json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** The chosen ones of {@code all}. */
    public List<Workload> chosen(List<Workload> all) {
        List<Workload> chosen = all.stream()
                .filter(workload -> rows.isEmpty() || rows.contains(workload.name()))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("There is no row named " + String.join(", ", rows) + "; there are "
                    + String.join(", ", all.stream().map(Workload::name).toList()) + ".");
        }
        return chosen;
    }

    /**
     * Measures the chosen ones of {@code all} and shows the table.
     *
     * @return the exit code
     */
    public int run(List<Workload> all, PeerPackages packages) throws IOException, InterruptedException {
        CommandLine command = spec.commandLine();
        ObjectNode result = JsonOutput.JSON.createObjectNode();
        result.set("machine", DoctorCommand.describe());
        new Bench(packages, rounds, command.getErr()).run(chosen(all), peer, soFar -> {
            result.set("rows", soFar);
            JsonOutput.write(json, result);
        });
        command.getOut().println(JsonOutput.pretty(result));
        return 0;
    }
}
