package dev.attune.registry.card;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.json.Json;
import dev.attune.registry.Evaluation;

/**
 * The head of a model card as Hugging Face's hub reads it: YAML between two lines of dashes (huggingface_hub, {@code repocard_data.py}).
 * What nobody stated is left out: the hub has no word for "not stated".
 */
final class CardHeader {

    private static final Pattern HUB = Pattern.compile("https?://huggingface\\.co/([\\w.-]+/[\\w.-]+?)(?:/.*)?");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /** Of the hub's list, those that weights and data come under most; what is not among them is {@code other} with its name. */
    private static final Set<String> LICENCES = Set.of(
            "apache-2.0",
            "mit",
            "openrail",
            "bigscience-openrail-m",
            "creativeml-openrail-m",
            "bsd-2-clause",
            "bsd-3-clause",
            "cc",
            "cc0-1.0",
            "cc-by-4.0",
            "cc-by-sa-4.0",
            "cc-by-nc-4.0",
            "cc-by-nc-nd-4.0",
            "cc-by-nc-sa-4.0",
            "cc-by-nd-4.0",
            "cdla-permissive-2.0",
            "gpl-3.0",
            "agpl-3.0",
            "lgpl-3.0",
            "mpl-2.0",
            "llama2",
            "llama3",
            "llama3.1",
            "llama3.2",
            "llama3.3",
            "llama4",
            "gemma",
            "unlicense",
            "wtfpl");

    private final ModelCard card;
    private final StringBuilder yaml = new StringBuilder();

    private CardHeader(ModelCard card) {
        this.card = card;
    }

    static String of(ModelCard card) {
        CardHeader header = new CardHeader(card);
        header.write();
        return header.yaml.toString();
    }

    private void write() {
        line("---");
        languages();
        licence();
        base();
        line("library_name: "
                + (card.kind() == Kind.ADAPTER ? "peft" : card.kind() == Kind.TASK ? "attune" : "transformers"));
        line("pipeline_tag: " + task());
        List<String> datasets = card.learntFrom().stream()
                .flatMap(part -> Optional.ofNullable(part.sha256()).map(sha -> dataset(part.use(), sha)).stream())
                .distinct()
                .toList();
        list("datasets", datasets);
        List<String> tags = new ArrayList<>(List.of("attune", card.training().recipe()));
        if (!datasets.isEmpty()) {
            tags.add("human-feedback");
        }
        list("tags", tags);
        results();
        line("---");
    }

    private void languages() {
        List<String> languages = card.stated(Statement.Field.LANGUAGES).stream()
                .flatMap(text -> Arrays.stream(text.split("[,\\s]+")))
                .filter(one -> !one.isBlank())
                .toList();
        if (languages.stream().allMatch(one -> LANGUAGE.matcher(one).matches())) {
            list("language", languages);
        }
    }

    private void licence() {
        card.stated(Statement.Field.LICENCE).ifPresent(stated -> {
            String id = stated.strip().toLowerCase(Locale.ROOT);
            if (LICENCES.contains(id)) {
                line("license: " + id);
            } else {
                line("license: other");
                line("license_name: " + text(stated.strip()));
            }
        });
    }

    private void base() {
        ModelCard.Base base = card.base();
        if (base == null) {
            return;
        }
        String hub = Optional.ofNullable(base.origin())
                .map(HUB::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .orElse(base.name());
        line("base_model: " + text(hub));
        line("base_model_relation: "
                + (card.kind() == Kind.ADAPTER || card.files().names().contains("adapter_config.json")
                        ? "adapter"
                        : "finetune"));
    }

    private String task() {
        return card.kind() == Kind.REWARD_MODEL ? "text-classification" : "text-generation";
    }

    private static String dataset(String use, String sha256) {
        return "attune-" + use + "-" + sha256.substring(0, 12);
    }

    /** Two results of one task and revision of a data set are one to the hub, so each has a revision of its own. */
    private void results() {
        List<Map<String, Object>> results = new ArrayList<>();
        card.figures().stream()
                .filter(figure -> figure.low() != null && figure.high() != null && figure.n() != null)
                .forEach(figure -> results.add(result(
                        "Held-out comparisons",
                        figure.source(),
                        figure.name(),
                        figure.value(),
                        figure.name() + " on " + figure.n() + " held-out comparisons",
                        arguments(figure.low(), figure.high(), figure.n(), figure.source()))));
        for (Evaluation one : card.evaluations()) {
            results.add(result(
                    "Held-out prompts",
                    one.samples().sha256(),
                    "win_rate",
                    one.winRate().mean(),
                    "win rate over " + one.opponentCheckpointId() + ", judged by " + one.judge(),
                    arguments(one.winRate().low(), one.winRate().high(), (long) one.prompts(), one.evaluationId())));
        }
        if (results.isEmpty()) {
            return;
        }
        line("model-index:");
        line("- name: " + text(card.name()));
        line("  results:");
        // A JSON text is a YAML text.
        results.forEach(result -> line("  - " + Json.text(result)));
    }

    private Map<String, Object> result(
            String dataset, String revision, String type, double value, String name, Map<String, Object> arguments) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("type", type);
        metric.put("value", value);
        metric.put("name", name);
        metric.put("args", arguments);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("task", Map.of("type", task()));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", "attune-held-out");
        data.put("name", dataset);
        data.put("revision", revision);
        result.put("dataset", data);
        result.put("metrics", List.of(metric));
        return result;
    }

    private static Map<String, Object> arguments(Object low, Object high, long n, String event) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("low", low);
        arguments.put("high", high);
        arguments.put("n", n);
        arguments.put("event", event);
        return arguments;
    }

    private void list(String key, List<String> values) {
        if (!values.isEmpty()) {
            line(key + ":");
            values.forEach(value -> line("- " + text(value)));
        }
    }

    private static String text(String value) {
        return Json.text(value);
    }

    private void line(String line) {
        yaml.append(line).append('\n');
    }
}
