package dev.attune.lab.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.mixture.TasksEvaluation.Measurement;
import dev.attune.lab.mixture.TasksReport.OfTask;
import dev.attune.lab.mixture.TasksReport.Sides;

/** Makes reports of cells. */
final class TasksReports {

    private final Map<String, Integer> labels;
    private final Bootstrap bootstrap;

    /** @param labels how many each task has */
    TasksReports(Map<String, Integer> labels, Bootstrap bootstrap) {
        this.labels = labels;
        this.bootstrap = bootstrap;
    }

    TasksReport of(List<Measurement> sides, List<Integer> shots) {
        Map<String, Map<String, OfTask>> tasks = new LinkedHashMap<>();
        Map<String, Sides> overall = new LinkedHashMap<>();
        for (int count : shots) {
            String way = count == 0 ? "zeroShot" : "fewShot";
            List<List<double[]>> means = new ArrayList<>();
            sides.forEach(side -> means.add(new ArrayList<>()));
            for (String task : labels.keySet()) {
                List<List<Cell>> cells =
                        sides.stream().map(side -> cells(side, task, count)).toList();
                tasks.computeIfAbsent(task, ignored -> new LinkedHashMap<>()).put(way, task(task, cells));
                for (int side = 0; side < cells.size(); side++) {
                    means.get(side).add(mean(cells.get(side)));
                }
            }
            overall.put(way, overall(means));
        }
        return new TasksReport(tasks, overall, generalLoss(sides));
    }

    private static List<Cell> cells(Measurement side, String task, int shots) {
        return side.cells().stream()
                .filter(cell -> cell.task().equals(task) && cell.shots() == shots)
                .toList();
    }

    /** Of each item the share of templates that got it right. */
    static double[] mean(List<Cell> cells) {
        double[] mean = new double[cells.getFirst().truth().size()];
        for (Cell cell : cells) {
            double[] right = cell.right();
            Arrays.setAll(mean, item -> mean[item] + right[item] / cells.size());
        }
        return mean;
    }

    private OfTask task(String name, List<List<Cell>> sides) {
        List<Integer> truth = sides.getFirst().getFirst().truth();
        int most = truth.stream()
                .mapToInt(label -> Collections.frequency(truth, label))
                .max()
                .orElseThrow();
        int count = labels.getOrDefault(name, 0);
        return new OfTask(
                truth.size(),
                count,
                (double) most / truth.size(),
                sides(sides.stream().map(TasksReports::mean).toList()),
                sides.stream()
                        .map(cells -> cells.stream()
                                .mapToDouble(cell -> cell.macroF1(count))
                                .average()
                                .orElseThrow())
                        .toList(),
                sides.stream()
                        .map(cells -> cells.stream().map(Cell::accuracy).toList())
                        .toList(),
                sides.stream().map(TasksReports::spread).toList());
    }

    private static double spread(List<Cell> cells) {
        double[] all = cells.stream().mapToDouble(Cell::accuracy).sorted().toArray();
        return all[all.length - 1] - all[0];
    }

    private Sides sides(List<double[]> values) {
        double[] before = values.getFirst();
        return values.size() == 1
                ? new Sides(bootstrap.mean(before), null, null)
                : new Sides(
                        bootstrap.mean(before),
                        bootstrap.mean(values.getLast()),
                        bootstrap.difference(before, values.getLast()));
    }

    private Sides overall(List<List<double[]>> sides) {
        List<double[]> before = sides.getFirst();
        if (sides.size() == 1) {
            return new Sides(bootstrap.meanOfMeans(before), null, null);
        }
        List<double[]> after = sides.getLast();
        List<double[]> differences = new ArrayList<>();
        for (int task = 0; task < before.size(); task++) {
            double[] one = before.get(task);
            double[] other = after.get(task);
            double[] difference = new double[one.length];
            Arrays.setAll(difference, item -> other[item] - one[item]);
            differences.add(difference);
        }
        return new Sides(
                bootstrap.meanOfMeans(before), bootstrap.meanOfMeans(after), bootstrap.meanOfMeans(differences));
    }

    private @Nullable Sides generalLoss(List<Measurement> sides) {
        List<double[]> losses = sides.stream()
                .map(side -> side.generalLosses().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .toList();
        return losses.getFirst().length == 0 ? null : sides(losses);
    }
}
