package dev.attune.cli.command;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.data.ImportFile;
import dev.attune.cli.data.PreferenceLines;
import dev.attune.cli.data.PromptLines;
import dev.attune.cli.data.Upload;
import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.rest.WholeFile;
import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.preference.file.BadLine;
import dev.attune.preference.file.UnusedColumns;

/** Enters a file of prompts or preferences into a project. */
@Command(
        name = "import",
        description = {
            "Enter a file of JSON lines, a list in JSON or a table (.csv, .tsv), plain or gzipped, or of Parquet, into a"
                    + " project of the running platform.",
            "preferences: TRL's columns, Anthropic HH, OASST, QA-Feedback, PandaLM, rankings, records of Argilla, and our own (prompt,"
                    + " chosen, rejected, strength, tie, outcome, annotator, comment); each pair becomes a rating.",
            "prompts: prompt (text or messages) or messages, with an optional split of TRAIN or HELD_OUT.",
            "Good lines are entered and bad ones listed. The same file again adds nothing."
        },
        footer = {
            "",
            "Example: ./attune import preferences hh.jsonl.gz --project helpfulness --user admin"
                    + " --password-file secret.txt"
        })
public final class ImportCommand implements Callable<Integer> {

    private static final int SHOWN_BAD_LINES = 20;

    /** What a file holds. */
    enum Kind {
        prompts,
        preferences
    }

    @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
    private Kind kind = Kind.preferences;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(
            names = "--project",
            paramLabel = "NAME",
            defaultValue = "imported",
            description = "A project's name or id; a new name becomes a new project (${DEFAULT-VALUE}).")
    private String project = "imported";

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the prompts that is kept away from training (${DEFAULT-VALUE}).")
    private double heldOut;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "feedback-service; default: that of the running platform.")
    private @Nullable URI url;

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result. */
    public record Result(
            String project,
            String format,
            int entered,
            int repeated,
            List<BadLine> badLines,
            Set<String> unusedColumns) {}

    @Override
    public Integer call() throws InterruptedException {
        if (WholeFile.isNeededFor(file)) {
            return whole();
        }
        PrintWriter err = common.err();
        ImportFile read = kind == Kind.prompts ? PromptLines.read(file, heldOut) : PreferenceLines.read(file);
        if (read.lines().isEmpty()) {
            listBad(read.badLines(), err);
            throw ErrorCategory.CALLER.error(
                    "no-usable-line",
                    "The file " + file + " holds no line that can be imported; the bad ones are listed above.");
        }
        ServiceClient client = signIn();
        String id = client.project(project, "Imported from " + file.getFileName() + ".");
        Upload upload = new Upload(client, "/api/projects/" + id + "/" + kind);
        Upload.Outcome outcome = upload.send(
                read,
                elements -> body(read, elements),
                done -> err.printf("%d of %d%n", done, read.lines().size()));
        return report(id, read, outcome);
    }

    /** What this command cannot read itself the service reads. */
    private Integer whole() throws InterruptedException {
        if (heldOut > 0) {
            throw ErrorCategory.CALLER.error(
                    "invalid-option",
                    "--held-out is not for Parquet; give the rows a column split of TRAIN or HELD_OUT.");
        }
        ServiceClient client = signIn();
        String id = client.project(project, "Imported from " + file.getFileName() + ".");
        WholeFile.Outcome outcome = new WholeFile(client, "/api/projects/" + id + "/uploads")
                .send(
                        file,
                        kind.name().toUpperCase(Locale.ROOT),
                        (done, all) -> common.err().printf("%d of %d%n", done, all));
        listBad(outcome.badLines(), common.err());
        return give(
                new Result(
                        id,
                        outcome.form(),
                        outcome.entered(),
                        outcome.refused(),
                        outcome.badLines(),
                        new TreeSet<>(outcome.unusedColumns().keySet())),
                outcome.unusedColumns(),
                outcome.bad());
    }

    private Map<String, Object> body(ImportFile read, List<Map<String, Object>> elements) {
        return switch (kind) {
            case prompts -> Map.of("prompts", elements);
            case preferences -> Map.of("format", read.format(), "pairs", elements);
        };
    }

    private Integer report(String id, ImportFile read, Upload.Outcome outcome) {
        PrintWriter err = common.err();
        List<BadLine> bad = new ArrayList<>(read.badLines());
        bad.addAll(outcome.rejected());
        bad.sort(Comparator.comparingInt(BadLine::line));
        listBad(bad, err);
        return give(
                new Result(
                        id,
                        read.format(),
                        outcome.entered(),
                        outcome.repeated(),
                        bad,
                        new TreeSet<>(read.unusedColumns().keySet())),
                read.unusedColumns(),
                bad.size());
    }

    private Integer give(Result result, Map<String, Integer> unusedColumns, int bad) {
        if (!unusedColumns.isEmpty()) {
            common.err().println("columns without a meaning here, left out: " + UnusedColumns.listed(unusedColumns));
        }
        common.give(
                result,
                out -> out.printf(
                        "%d %s entered into project %s, %d had been entered before, %d lines were bad.%n",
                        result.entered(), kind, project, result.repeated(), bad));
        return result.entered() + result.repeated() > 0 ? 0 : 1;
    }

    private ServiceClient signIn() throws InterruptedException {
        URI root = url != null
                ? url
                : URI.create(
                        "http://127.0.0.1:" + common.context().requireRunning().feedback());
        return account.signIn(root, common.context());
    }

    private static void listBad(List<BadLine> bad, PrintWriter err) {
        bad.stream()
                .limit(SHOWN_BAD_LINES)
                .forEach(line -> err.println("line " + line.line() + ": " + line.sentence()));
        if (bad.size() > SHOWN_BAD_LINES) {
            err.println("and " + (bad.size() - SHOWN_BAD_LINES) + " more bad lines (all of them with --json)");
        }
    }
}
