package dev.attune.feedback.service.export;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.Project;
import dev.attune.feedback.export.ExportForm;
import dev.attune.feedback.export.Manifest;
import dev.attune.feedback.export.Manifest.DataFile;

/** The README.md of a dataset, in the form in which Hugging Face's hub shows it. */
final class DatasetCard {

    private static final int SHOWN = 50;

    private final Project project;
    private final ExportForm form;
    private final Manifest manifest;
    private final Facts facts;
    private final StringBuilder text = new StringBuilder();

    private DatasetCard(Project project, ExportForm form, Manifest manifest, Facts facts) {
        this.project = project;
        this.form = form;
        this.manifest = manifest;
        this.facts = facts;
    }

    static String of(Project project, ExportForm form, Manifest manifest, Facts facts) {
        DatasetCard card = new DatasetCard(project, form, manifest, facts);
        card.head();
        card.body();
        return card.text.toString();
    }

    /** YAML; a JSON text is a YAML text, whatever the name holds. */
    private void head() {
        line("---");
        line("pretty_name: " + Json.text(project.name()));
        line("license: unknown # fill in: who wrote prompts and answers, and what they allow");
        line("tags:");
        line("- " + (form == ExportForm.PROMPT_ONLY ? "prompts" : "human-feedback"));
        line("- attune");
        line("size_categories:");
        line("- " + category());
        if (!manifest.files().isEmpty()) {
            line("configs:");
            line("- config_name: default");
            line("  data_files:");
            for (DataFile file : manifest.files()) {
                line("  - split: " + (file.split().equals("TRAIN") ? "train" : "test"));
                line("    path: " + file.path());
            }
        }
        line("---");
    }

    private String category() {
        long rows = manifest.files().stream().mapToLong(DataFile::rows).sum();
        return rows < 1_000
                ? "n<1K"
                : rows < 10_000
                        ? "1K<n<10K"
                        : rows < 100_000
                                ? "10K<n<100K"
                                : rows < 1_000_000 ? "100K<n<1M" : rows < 10_000_000 ? "1M<n<10M" : "10M<n<100M";
    }

    private void body() {
        line("");
        line("# " + project.name().replaceAll("\\s+", " "));
        line("");
        line("Ratings of people, collected with Attune; form `" + form.text() + "`.");
        line("");
        line("| file | split | rows | SHA-256 |");
        line("| --- | --- | --- | --- |");
        for (DataFile file : manifest.files()) {
            line("| `" + file.path() + "` | " + file.split() + " | " + file.rows() + " | `" + file.sha256() + "` |");
        }
        line("");
        line("Prompts of the split HELD_OUT are kept away from training: evaluate with them, learn from none of them.");
        line("");
        table("column", "holds", manifest.columns());
        if (!manifest.leftOut().isEmpty()) {
            table("left out because", "items", manifest.leftOut());
        }
        if (facts.items() > 0) {
            ratings();
        }
        line("## Guidelines");
        line("");
        line("Version " + project.guidelinesVersion() + ", as raters see it:");
        line("");
        project.guidelines().lines().forEach(guideline -> line("> " + guideline));
        line("");
        line("## Licence");
        line("");
        line("To be filled in.");
    }

    private void ratings() {
        line("## Ratings");
        line("");
        line(facts.ratings() + " ratings of " + facts.items() + " items by " + facts.raters()
                + " people, who appear under pseudonyms.");
        OptionalDouble alpha = facts.alpha();
        line(
                alpha.isPresent()
                        ? String.format(
                                Locale.ROOT, "Agreement: Krippendorff's alpha (nominal) %.3f.", alpha.getAsDouble())
                        : "Agreement: cannot be told, because no item has ratings that could differ.");
        line("");
        table("outcome", "pairs", facts.outcomes());
        table("the answers were made by", "answers", facts.checkpoints());
        table("the ratings came from", "ratings", facts.sources());
    }

    private void table(String left, String right, Map<String, ?> rows) {
        line("| " + left + " | " + right + " |");
        line("| --- | --- |");
        List<String> lines = rows.entrySet().stream()
                .limit(SHOWN)
                .map(row -> "| " + row.getKey().replace("|", "\\|") + " | " + row.getValue() + " |")
                .toList();
        line(lines.stream().collect(Collectors.joining("\n")));
        if (rows.size() > SHOWN) {
            line("| and " + (rows.size() - SHOWN) + " more | |");
        }
        line("");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
