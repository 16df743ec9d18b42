package dev.attune.registry.card;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.registry.Evaluation;
import dev.attune.registry.card.Statement.Field;

/**
 * A model card as {@code README.md}: the head that Hugging Face's hub reads, and the sections of its template, with what nobody stated
 * said to be not stated.
 */
public final class CardMarkdown {

    private static final String NOT_STATED = "not stated";

    private final ModelCard card;
    private final StringBuilder text = new StringBuilder();

    private CardMarkdown(ModelCard card) {
        this.card = card;
    }

    public static String of(ModelCard card) {
        CardMarkdown markdown = new CardMarkdown(card);
        markdown.write();
        return CardHeader.of(card) + markdown.text;
    }

    private void write() {
        line("# " + inline(card.name()));
        line("");
        line(
                "Made by Attune of what its events say. A field that only a person can fill says so; this card claims no conformity"
                        + " with any law or standard.");
        details();
        uses();
        limits();
        training();
        data();
        lineage();
        evaluation();
        decisions();
        environment();
        heading("Contact");
        line(stated(Field.CONTACT));
    }

    private void details() {
        heading("Model details");
        rows(
                "Checkpoint",
                "`" + card.checkpointId() + "`",
                "Kind",
                card.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                "Made",
                card.createdAt().toString(),
                "Base",
                base(),
                "Architecture",
                orNotStated(card.files().architecture()),
                "Parameters in its own files",
                card.files().parameters() == null
                        ? "not known: the files are gone"
                        : String.format(Locale.ROOT, "%,d", card.files().parameters()),
                "Files",
                card.files().names().isEmpty()
                        ? "gone"
                        : String.join(", ", card.files().names()),
                "SHA-256 of the files",
                "`" + card.files().sha256() + "`",
                "SHA-256 of the tokenizer",
                "`" + card.files().tokenizerSha256() + "`",
                Field.LANGUAGES.title(),
                stated(Field.LANGUAGES),
                Field.LICENCE.title(),
                stated(Field.LICENCE),
                Field.BASE_LICENCE.title(),
                baseLicence(),
                Field.DATA_LICENCE.title(),
                stated(Field.DATA_LICENCE));
    }

    private String base() {
        ModelCard.Base base = card.base();
        return base == null
                ? "none"
                : inline(base.name()) + " `" + base.checkpointId() + "`"
                        + (base.origin() == null ? "" : ", from " + inline(base.origin()));
    }

    private String baseLicence() {
        ModelCard.Base base = card.base();
        return base == null || base.licence() == null ? stated(Field.BASE_LICENCE) : inline(base.licence());
    }

    private void uses() {
        heading("Uses");
        rows(
                Field.INTENDED_USES.title(), stated(Field.INTENDED_USES),
                Field.OUT_OF_SCOPE_USES.title(), stated(Field.OUT_OF_SCOPE_USES),
                Field.USE_POLICY.title(), stated(Field.USE_POLICY));
    }

    private void limits() {
        heading("Bias, risks and limits");
        line("Risks: " + stated(Field.RISKS) + ".");
        line("");
        if (card.limits().isEmpty()) {
            line("From the figures of this card no limit follows, which does not mean that there is none.");
        } else {
            line("From the figures of this card:");
            line("");
            card.limits().forEach(limit -> line("- " + inline(limit)));
        }
    }

    private void training() {
        ModelCard.Training made = card.training();
        heading("Training");
        rows(
                "Recipe",
                "`" + made.recipe() + "`",
                "Optimised",
                orNotStated(made.objective()),
                "Run",
                made.runId() == null ? "none" : "`" + made.runId() + "`",
                "Seed",
                String.valueOf(made.seed()),
                "Code version",
                inline(made.codeVersion()),
                "Machine",
                inline(made.machine()),
                "Made again by",
                made.runId() == null ? "no run made it" : "`./attune reproduce " + card.checkpointId() + "`",
                Field.RATIONALE.title(),
                stated(Field.RATIONALE));
        if (!made.settings().isEmpty()) {
            line("");
            line("Settings:");
            line("");
            line("```json");
            line(Json.pretty(new TreeMap<>(made.settings())));
            line("```");
        }
    }

    private void data() {
        heading("Data");
        if (card.learntFrom().isEmpty()) {
            line("Of no data that Attune knows.");
        }
        for (LearntFrom part : card.learntFrom()) {
            line("### " + capital(part.use()) + " of `" + part.checkpointId() + "`");
            line("");
            rows(
                    "Snapshot",
                    part.sha256() == null
                            ? "none was kept"
                            : "`" + part.sha256() + "`, "
                                    + part.state()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', ' '),
                    "Ranges of the bus",
                    ranges(part));
            if (part.summary() != null) {
                summary(part.summary());
            }
            line("");
        }
    }

    private static String ranges(LearntFrom part) {
        List<String> ranges = part.ranges().stream()
                .map(range ->
                        range.topic() + "-" + range.partition() + " from " + range.from() + " until " + range.until())
                .toList();
        return ranges.isEmpty() ? "none: a file" : String.join(", ", ranges);
    }

    private void summary(KeptSummary kept) {
        row("Holds", kept.rows() + " " + kept.form() + " in " + kept.records() + " records");
        if (kept.prompts() > 0) {
            row(
                    "Prompts",
                    kept.prompts() + ", of " + kept.projects() + (kept.projects() == 1 ? " project" : " projects"));
        }
        counts("Of these", kept.sortedKinds());
        counts("Answers made by", kept.sortedAnsweredBy());
        RaterSummary raters = kept.raters();
        if (raters == null) {
            return;
        }
        row("Raters", raters.raters() + ", who gave " + raters.ratings() + " ratings" + span(raters));
        counts("Ratings came by", raters.sortedSources());
        row("Agreement", agreement(raters));
    }

    private static String span(RaterSummary raters) {
        return raters.first() == null ? "" : " from " + raters.first() + " to " + raters.last();
    }

    private static String agreement(RaterSummary raters) {
        if (raters.alpha() == null) {
            return "not known: " + raters.undefined();
        }
        return String.format(Locale.ROOT, "Krippendorff's alpha %.3f", raters.alpha())
                + interval(raters.alphaLow(), raters.alphaHigh())
                + String.format(Locale.ROOT, " on %d items that several rated", raters.itemsOfSeveral());
    }

    private void counts(String title, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            row(
                    title,
                    String.join(
                            ", ",
                            counts.entrySet().stream()
                                    .map(count -> inline(count.getKey()) + " " + count.getValue())
                                    .toList()));
        }
    }

    private void lineage() {
        heading("Lineage");
        line("```mermaid");
        line(MermaidGraph.of(card.lineage()));
        line("```");
    }

    private void evaluation() {
        heading("Evaluation");
        if (card.evaluations().isEmpty()) {
            line("It was compared with no other checkpoint.");
        } else {
            line("Win rate on held-out prompts, a tie counting half; 95 % intervals.");
            line("");
            line("| over | win rate | interval | prompts | judge | decision | event |");
            line("| --- | --- | --- | --- | --- | --- | --- |");
            for (Evaluation one : card.evaluations()) {
                line(String.format(
                        Locale.ROOT,
                        "| `%s` | %.3f | %.3f to %.3f | %d | %s | %s | `%s` |",
                        one.opponentCheckpointId(),
                        one.winRate().mean(),
                        one.winRate().low(),
                        one.winRate().high(),
                        one.prompts(),
                        inline(one.judge()),
                        one.decision().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        one.evaluationId()));
            }
        }
        ReleaseText.gates(card).forEach(this::line);
        if (!card.figures().isEmpty()) {
            line("");
            line("What its run reported:");
            line("");
            line("| figure | value | interval | n | event |");
            line("| --- | --- | --- | --- | --- |");
            card.figures()
                    .forEach(figure -> line(String.format(
                            Locale.ROOT,
                            "| %s | %.4f | %s | %s | `%s` |",
                            inline(figure.name()),
                            figure.value(),
                            figure.low() == null
                                    ? "none computed"
                                    : String.format(Locale.ROOT, "%.4f to %.4f", figure.low(), figure.high()),
                            figure.n() == null ? "" : String.valueOf(figure.n()),
                            figure.source())));
        }
    }

    private void decisions() {
        heading("Promotions and approvals");
        if (card.promotions().isEmpty()
                && card.approvals().isEmpty()
                && card.proposals().isEmpty()) {
            line("None: no channel was ever made to serve it.");
        }
        card.promotions()
                .forEach(promoted -> line("- " + promoted.at() + ": channel `" + promoted.channel() + "`, by "
                        + inline(promoted.by()) + ": " + inline(promoted.reason())));
        card.approvals()
                .forEach(approved -> line("- " + approved.at() + ": version " + approved.version() + " approved by "
                        + inline(approved.by()) + ": " + inline(approved.reason())));
        ReleaseText.people(card).forEach(this::line);
    }

    private void environment() {
        heading("Compute and oversight");
        rows(
                "Device minutes, with the runs behind it",
                String.format(Locale.ROOT, "%.1f", card.deviceMinutes()),
                "Peak memory",
                card.training().peakMemoryMb() == null
                        ? "not known"
                        : card.training().peakMemoryMb() + " MB",
                Field.ENERGY.title(),
                stated(Field.ENERGY),
                Field.RISK_MANAGEMENT.title(),
                stated(Field.RISK_MANAGEMENT),
                Field.STANDARDS.title(),
                stated(Field.STANDARDS),
                Field.DECLARATION.title(),
                stated(Field.DECLARATION),
                Field.POST_MARKET_PLAN.title(),
                stated(Field.POST_MARKET_PLAN));
    }

    private String stated(Field field) {
        Statement statement = card.statements().get(field);
        return statement == null || statement.text().isBlank()
                ? NOT_STATED
                : inline(statement.text()) + " (stated by " + inline(statement.by()) + " on " + statement.at() + ")";
    }

    private static String orNotStated(@Nullable String text) {
        return text == null ? NOT_STATED : inline(text);
    }

    private static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null
                ? ""
                : String.format(Locale.ROOT, " (95 %% interval %.3f to %.3f)", low, high);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Names and sentences of people are text in one line of a table, never markup. */
    static String inline(String text) {
        return text.replaceAll("\\s+", " ")
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("([`*_\\[\\]])", "\\\\$1");
    }

    private void heading(String title) {
        line("");
        line("## " + title);
        line("");
    }

    /** Names and values by turns. */
    private void rows(String... cells) {
        line("| | |");
        line("| --- | --- |");
        for (int i = 0; i < cells.length; i += 2) {
            row(cells[i], cells[i + 1]);
        }
    }

    private void row(String name, String value) {
        line("| " + name + " | " + value + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
