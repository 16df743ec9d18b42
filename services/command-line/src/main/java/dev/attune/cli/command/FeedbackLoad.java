package dev.attune.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.cli.bench.Rows;
import dev.attune.cli.load.LoadBench;
import dev.attune.cli.load.LoadSettings;
import dev.attune.cli.terminal.TerminalOptions;
import dev.attune.contracts.json.Json;
import dev.attune.platform.room.PlatformSettings;

/** Options of the bench of load, which kills nobody. */
final class FeedbackLoad {

    @Option(
            names = "--rows",
            split = ",",
            defaultValue = "SUSTAINED,STEADY,NEXT,EXACT",
            description = "What is measured: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private List<LoadSettings.Kind> rows = List.of();

    @Option(names = "--clients", defaultValue = "64", description = "Programs that rate (${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--seconds", defaultValue = "60", description = "How long a row counts (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--warm", defaultValue = "20", description = "Seconds before that (${DEFAULT-VALUE}).")
    private double warm;

    @Option(
            names = "--offered",
            defaultValue = "300",
            description = "Ratings a second where the load is given (${DEFAULT-VALUE}).")
    private double offered;

    @Option(
            names = "--items",
            defaultValue = "1000000",
            description = "Items of the large project, each with three ratings (${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--judgements",
            defaultValue = "20000",
            description = "Judgements of the check of exactness (${DEFAULT-VALUE}).")
    private int judgements;

    @Option(names = "--peer", paramLabel = "PYTHON", description = "A Python that has label-studio, for the row PEER.")
    private @Nullable Path peer;

    @Option(names = "--keep", description = "Go on with what an earlier bench left in its folder.")
    private boolean keep;

    /** Writes each row to the file and to the screen as it is there; 0 when every goal was reached. */
    int run(PlatformSettings platform, @Nullable Path json, TerminalOptions terminal)
            throws IOException, InterruptedException {
        LoadSettings settings = new LoadSettings(rows, clients, seconds, warm, offered, items, judgements, peer, keep);
        try (Rows file = Rows.to(json)) {
            boolean holds = new LoadBench(
                            settings,
                            platform,
                            row -> {
                                file.add(row);
                                print(row, terminal);
                            },
                            line -> {
                                terminal.err().println(line);
                                terminal.err().flush();
                            })
                    .run();
            return holds ? 0 : 1;
        } catch (SQLException e) {
            throw new IOException("The bench's database refused something: " + e.getMessage(), e);
        }
    }

    private static void print(Record row, TerminalOptions terminal) {
        terminal.out().println(Json.MAPPER.valueToTree(row).toString());
        terminal.out().flush();
    }
}
