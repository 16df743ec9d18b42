package dev.attune.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.data.ExportDownload;
import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.part.Split;

/** Writes a project's ratings or prompts into a file. */
@Command(
        name = "export",
        description = {
            "Write ratings or prompts of a project of the running platform into a file.",
            "Forms: preference, implicit, unpaired, prompt-completion, prompt-only, ranked (TRL's), hh, csv, parquet, argilla,"
                    + " and rated, which says everything that is known.",
            "A FILE that ends in .zip gets both splits with manifest and dataset card. The file appears when it is whole and its"
                    + " hash is that of the manifest."
        },
        footer = {
            "",
            "Example: ./attune export preferences --project helpfulness --form preference --out pairs.jsonl --user admin"
                    + " --password-file secret.txt"
        })
public final class ExportCommand implements Callable<Integer> {

    /** What is exported. */
    enum Kind {
        preferences,
        prompts
    }

    @Parameters(index = "0", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
    private Kind kind = Kind.preferences;

    @Option(names = "--project", paramLabel = "NAME", required = true, description = "The project's name or id.")
    private String project = "";

    @Option(names = "--form", paramLabel = "FORM", description = "Default: preference, of prompts prompt-only.")
    private @Nullable String form;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
    private Path out = Path.of("");

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "TRAIN",
            description = "TRAIN or HELD_OUT (${DEFAULT-VALUE}); a .zip has both.")
    private Split split = Split.TRAIN;

    @Option(names = "--open", description = "Also items that want more ratings.")
    private boolean open;

    @Option(names = "--undecided", description = "Also ties and pairs of two bad answers, in csv and parquet.")
    private boolean undecided;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was rated then or later: 2026-01-31T00:00:00Z.")
    private @Nullable String since;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "feedback-service; default: that of the running platform.")
    private @Nullable URI url;

    @Mixin
    private CommonOptions common = new CommonOptions();

    /**
     * The result.
     *
     * @param rows of all files
     */
    public record Result(String file, String form, long rows, JsonNode manifest) {}

    @Override
    public Integer call() throws InterruptedException {
        URI root = url != null
                ? url
                : URI.create(
                        "http://127.0.0.1:" + common.context().requireRunning().feedback());
        ServiceClient client = account.signIn(root, common.context());
        String wantedForm = form != null ? form : kind == Kind.prompts ? "prompt-only" : "preference";
        boolean whole = out.toString().endsWith(".zip");
        String wanted = whole ? "" : split == Split.TRAIN ? "data/train." : "data/held-out.";
        JsonNode manifest;
        try (InputStream bundle = client.download("/api/projects/" + client.projectId(project) + "/exports/"
                + encoded(wantedForm) + "/bundle?open=" + open + "&undecided=" + undecided
                + (since == null ? "" : "&since=" + encoded(since)))) {
            manifest = new ExportDownload(out, wanted).take(bundle);
        } catch (IOException e) {
            throw ErrorCategory.RETRIABLE.error("export-broken", "The export broke off; try again.", e);
        }
        report(wantedForm, wanted, manifest);
        return 0;
    }

    private void report(String wantedForm, String wanted, JsonNode manifest) {
        long rows = 0;
        for (JsonNode file : manifest.path("files")) {
            rows += file.path("path").asText().startsWith(wanted)
                    ? file.path("rows").asLong()
                    : 0;
        }
        long written = rows;
        common.give(
                new Result(out.toString(), wantedForm, written, manifest),
                printed -> printed.printf("%d rows of the form %s in %s.%n", written, wantedForm, out));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
