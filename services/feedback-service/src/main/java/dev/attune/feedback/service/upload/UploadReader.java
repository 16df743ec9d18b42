package dev.attune.feedback.service.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.NewPrompt;
import dev.attune.feedback.RatedPair;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.service.need.Tags;
import dev.attune.feedback.upload.Findings;
import dev.attune.feedback.upload.Findings.BadRow;
import dev.attune.feedback.upload.Findings.Sample;
import dev.attune.feedback.upload.UploadKind;
import dev.attune.preference.file.BadLine;
import dev.attune.preference.rating.Compared;
import dev.attune.preference.rating.PromptRow;
import dev.attune.preference.rating.RatingRow;
import dev.attune.text.Row;

/** Reads a file as things to be entered, and notes what is in it. */
final class UploadReader {

    private static final int BAD_LINES = 500;
    private static final int SAMPLES = 20;
    private static final int SAMPLE_CHARACTERS = 2_000;

    private final UploadKind kind;
    private final Check check;
    private final Consumer<UploadLine> lines;
    private final List<BadRow> badLines = new ArrayList<>();
    private final List<Sample> sample = new ArrayList<>();
    private final Map<String, Long> unused = new TreeMap<>();
    private String form = "";
    private long good;
    private long answers;
    private long bad;

    /** Says what is wrong with something before it is entered; null when nothing is. */
    @FunctionalInterface
    interface Check {
        @Nullable
        String fault(UploadLine line);
    }

    UploadReader(UploadKind kind, Check check, Consumer<UploadLine> lines) {
        this.kind = kind;
        this.check = check;
        this.lines = lines;
    }

    /** @throws IOException when the file cannot be read */
    Findings read(Path file, String name) throws IOException {
        UploadRows.read(file, name, this::row);
        return new Findings(form, good, answers, bad, badLines, unused, sample);
    }

    private void row(Row row) {
        switch (kind) {
            case PREFERENCES -> preferences(row);
            case PROMPTS -> prompt(row);
        }
    }

    private void preferences(Row row) {
        RatingRow read = RatingRow.of(row);
        read.badLines().forEach(this::bad);
        read.unused().forEach((column, rows) -> unused.merge(column, (long) rows, Long::sum));
        form = form.isEmpty() ? read.form() : form;
        read.compared().forEach(compared -> good(new UploadLine.Pair(row.line(), pair(compared))));
        read.answers().forEach(answer -> good(new UploadLine.Answer(row.line(), answer)));
    }

    private static RatedPair pair(Compared compared) {
        return new RatedPair(
                compared.prompt(),
                compared.chosen(),
                compared.rejected(),
                compared.strength(),
                switch (compared.outcome()) {
                    case DECISIVE -> RatedPair.Says.CHOSEN_IS_BETTER;
                    case TIE -> RatedPair.Says.TIE;
                    case BOTH_BAD -> RatedPair.Says.BOTH_BAD;
                },
                compared.annotator(),
                compared.comment(),
                details(compared));
    }

    private static Details details(Compared compared) {
        Compared.Correction correction = compared.correction();
        return new Details(
                List.of(),
                List.of(),
                compared.remarks(),
                correction == null ? null : new Details.Correction(correction.answer(), correction.text()),
                null,
                null);
    }

    private void prompt(Row row) {
        switch (row) {
            case Row.Bad wrong -> bad(new BadLine(wrong.line(), wrong.sentence()));
            case Row.Good fine -> {
                try {
                    PromptRow read = PromptRow.of(fine, 0);
                    read.unused().forEach((column, rows) -> unused.merge(column, (long) rows, Long::sum));
                    form = "prompts";
                    good(new UploadLine.Prompt(
                            fine.line(),
                            new NewPrompt(
                                    read.messages(),
                                    read.split(),
                                    List.of(),
                                    Tags.wanted(read.language(), read.skills(), read.priority()))));
                } catch (IllegalArgumentException e) {
                    bad(new BadLine(fine.line(), String.valueOf(e.getMessage())));
                } catch (FeedbackException e) {
                    bad(new BadLine(fine.line(), e.sentence()));
                }
            }
        }
    }

    private void good(UploadLine line) {
        String fault = check.fault(line);
        if (fault != null) {
            bad(new BadLine(line.line(), fault));
            return;
        }
        good++;
        answers += line instanceof UploadLine.Answer ? 1 : 0;
        if (sample.size() < SAMPLES) {
            Sample whole = line.sample();
            sample.add(new Sample(
                    whole.line(),
                    brief(whole.prompt()),
                    whole.answers().stream().map(UploadReader::brief).toList(),
                    whole.says()));
        }
        lines.accept(line);
    }

    /** Never half a character. */
    private static String brief(String text) {
        return text.length() <= SAMPLE_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, SAMPLE_CHARACTERS) - 1)) + "…";
    }

    private void bad(BadLine line) {
        bad++;
        if (badLines.size() < BAD_LINES) {
            badLines.add(new BadRow(line.line(), line.sentence()));
        }
    }
}
