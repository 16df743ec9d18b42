package dev.attune.registry.card;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A lineage as a picture that Markdown shows: from what was first to the checkpoint. */
final class MermaidGraph {

    /** More is no picture any more. */
    private static final int MOST = 60;

    private MermaidGraph() {}

    /** The lines of the graph; of a long lineage the nearest ones. */
    static String of(List<ModelCard.Node> lineage) {
        List<ModelCard.Node> shown = lineage.stream().limit(MOST).toList();
        Map<String, String> names = new HashMap<>();
        StringBuilder text = new StringBuilder("graph LR");
        for (ModelCard.Node node : shown) {
            names.put(node.checkpointId(), "n" + names.size());
            text.append("\n  ")
                    .append(names.get(node.checkpointId()))
                    .append("[\"")
                    .append(label(node))
                    .append("\"]");
        }
        for (ModelCard.Node node : shown) {
            text.append(node.parents().stream()
                    .filter(names::containsKey)
                    .map(parent -> "\n  " + names.get(parent) + " --> " + names.get(node.checkpointId()))
                    .collect(Collectors.joining()));
        }
        if (lineage.size() > MOST) {
            text.append("\n  more[\"and ").append(lineage.size() - MOST).append(" more\"]");
        }
        return text.toString();
    }

    private static String label(ModelCard.Node node) {
        String kind = node.kind() == null
                ? "unknown here"
                : node.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String name = node.name() == null ? node.checkpointId() : node.name();
        return kind + "<br/>" + name.replaceAll("[^\\p{L}\\p{N} ._:/-]", "") + "<br/>" + node.checkpointId();
    }
}
