package dev.attune.lab.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.attune.lab.study.Plan;

/**
 * All that a comparison says.
 *
 * @param outcomes by task
 * @param recommendations one for each task
 */
public record LabReport(Plan plan, Map<String, List<Outcome>> outcomes, List<Recommendation> recommendations) {

    private static final String PLOTS = "plots";

    public static LabReport of(Plan plan) {
        Map<String, List<Outcome>> outcomes = Outcomes.of(plan);
        List<Recommendation> recommendations = outcomes.entrySet().stream()
                .map(task -> Recommendation.of(task.getKey(), task.getValue()))
                .toList();
        return new LabReport(plan, outcomes, recommendations);
    }

    /** Writes {@code report.md}, {@code plots} and, in PEFT's form, {@code results}. */
    public void write(Path folder) throws IOException {
        Path plots = Files.createDirectories(folder.resolve(PLOTS));
        Map<String, List<String>> pictures = new LinkedHashMap<>();
        for (Map.Entry<String, List<Outcome>> task : outcomes.entrySet()) {
            if (task.getValue().isEmpty()) {
                continue;
            }
            List<String> drawn = pictures.computeIfAbsent(task.getKey(), name -> new ArrayList<>());
            String fronts = task.getKey() + "-fronts.png";
            Plots.fronts(task.getKey(), task.getValue(), plots.resolve(fronts));
            drawn.add(PLOTS + "/" + fronts);
            String curves = task.getKey() + "-examples.png";
            if (Plots.curves(task.getKey(), task.getValue(), plots.resolve(curves))) {
                drawn.add(PLOTS + "/" + curves);
            }
        }
        Files.writeString(folder.resolve("report.md"), ReportText.of(plan, outcomes, recommendations, pictures));
        PeftResults.write(plan, folder.resolve("results"));
    }
}
