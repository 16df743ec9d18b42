package dev.attune.lab.task;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import dev.attune.contracts.json.Choice;

/** Public data sets as they are distributed: their form, what their labels mean, and a template to begin with. */
public enum Preset implements Choice {
    /** Stanford Sentiment Treebank in two classes, as lines. */
    SST_2(Family.POLARITY, Template.REVIEW),
    /** The same in five classes. */
    SST_5(
            List.of(
                    label("0", "terrible", "very negative"),
                    label("1", "bad", "negative"),
                    label("2", "okay", "neutral"),
                    label("3", "good", "positive"),
                    label("4", "great", "very positive")),
            "Review: {{ text }}\nThe movie is"),
    /** Movie reviews: one sentence each. */
    MR(Family.POLARITY, Template.REVIEW),
    /** Customer reviews of products. */
    CR(Family.POLARITY, Template.REVIEW),
    /** Phrases from the news with their polarity. */
    MPQA(Family.POLARITY, "Phrase: {{ text }}\nSentiment:"),
    /** Sentences from plots and from reviews. */
    SUBJ(
            List.of(label("0", "subjective", "an opinion"), label("1", "objective", "a description of the plot")),
            "Sentence: {{ text }}\nSubjective or objective:"),
    /** What a question asks for. */
    TREC(
            List.of(
                    label("0", "description", "a description, definition or reason"),
                    label("1", "entity", "a thing, animal, colour, food or other entity"),
                    label("2", "abbreviation", "what an abbreviation stands for"),
                    label("3", "person", "a person or group of people"),
                    label("4", "location", "a place"),
                    label("5", "number", "a number, date or amount")),
            "Question: {{ text }}\nAnswer type:"),
    /** Banking77: a table of customers' questions with one of 77 intents. */
    BANKING77(List.of(), "Customer: {{ text }}\nTopic:"),
    /** Dolly 15k: instructions with free answers. */
    DOLLY(List.of(), "{{ instruction }}{% if context %}\n\n{{ context }}{% endif %}"),
    /** Grade-school mathematics: the answer is what follows {@code ####}. */
    GSM8K(List.of(), "Question: {{ question }}\nAnswer:");

    private final List<Label> labels;
    private final String template;

    Preset(List<Label> labels, String template) {
        this.labels = labels;
        this.template = template;
    }

    List<Label> labels() {
        return labels;
    }

    String template() {
        return template;
    }

    /** The task that one of its files is. */
    public Task task(Path file) {
        Task plain = Task.ofFile(source(List.of(file)));
        return plain.withLabels(labels).withTemplates(List.of(template));
    }

    /** Where things are in its files. */
    DataSource source(List<Path> files) {
        return switch (this) {
            case BANKING77 ->
                new DataSource(files, DataForm.CSV, "text", "category", StandardCharsets.UTF_8, false, false);
            case DOLLY ->
                new DataSource(files, DataForm.JSONL, "instruction", "response", StandardCharsets.UTF_8, false, false);
            case GSM8K ->
                new DataSource(files, DataForm.JSONL, "question", "answer", StandardCharsets.UTF_8, false, true);
            default -> {
                Charset latin = StandardCharsets.ISO_8859_1;
                yield new DataSource(files, DataForm.LABELLED_LINES, "", "", latin, true, false);
            }
        };
    }

    private static Label label(String id, String name, String description) {
        return Label.of(id, name).withDescription(description);
    }

    /** What several sets share; a constant cannot use one of its own enum. */
    private static final class Family {
        static final List<Label> POLARITY = List.of(label("0", "negative", ""), label("1", "positive", ""));
    }

    private static final class Template {
        static final String REVIEW = "Review: {{ text }}\nSentiment:";
    }
}
