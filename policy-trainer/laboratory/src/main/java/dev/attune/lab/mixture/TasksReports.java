package dev.attune.lab.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.attune.lab.measure.Bootstrap;
import dev.attune.lab.measure.Measured;
import dev.attune.lab.measure.Metrics;
import dev.attune.lab.measure.Predictions;
import dev.attune.lab.mixture.TasksEvaluation.Measurement;
import dev.attune.lab.mixture.TasksReport.OfTask;
import dev.attune.lab.mixture.TasksReport.Sides;

/** Makes reports of cells. */
final class TasksReports {

    private final Map<String, Integer> labels;
    private final Bootstrap bootstrap;
    private final long seed;

    /**
     * @param labels how many each task has
     * @param seed of the intervals
     */
    TasksReports(Map<String, Integer> labels, long seed) {
        this.labels = labels;
        this.seed = seed;
        this.bootstrap = Bootstrap.ofSeed(seed);
    }

    /** Macro-F1 of one side: the value, and a number for each round of items drawn again. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Drawn(double value, double[] rounds) {}

    /** Macro-F1, the mean over the templates. */
    private Drawn macroF1(List<Cell> cells, int task) {
        int count = labels.getOrDefault(cells.getFirst().task(), 0);
        List<Predictions> said =
                cells.stream().map(cell -> cell.predictions(count)).toList();
        int items = said.getFirst().size();
        ToDoubleFunction<int[]> mean = places -> said.stream()
                .mapToDouble(one -> Metrics.macroF1(one.at(places)))
                .average()
                .orElseThrow();
        // tasks are drawn apart from each other, the sides of one together
        return new Drawn(
                mean.applyAsDouble(IntStream.range(0, items).toArray()),
                Bootstrap.ofSeed(seed + task).draws(items, mean));
    }

    private static Sides sidesOf(List<Drawn> sides) {
        Drawn before = sides.getFirst();
        Drawn after = sides.getLast();
        Measured alone = Bootstrap.interval(before.value(), before.rounds());
        return sides.size() == 1
                ? new Sides(alone, null, null)
                : new Sides(
                        alone,
                        Bootstrap.interval(after.value(), after.rounds()),
                        Bootstrap.interval(
                                after.value() - before.value(), sum(List.of(after.rounds(), before.rounds()), 1, -1)));
    }

    /** The mean over tasks, of each side. */
    private static Sides meanOf(List<List<Drawn>> tasks) {
        List<Drawn> sides = new ArrayList<>();
        double[] weights = new double[tasks.size()];
        Arrays.fill(weights, 1.0 / tasks.size());
        for (int side = 0; side < tasks.getFirst().size(); side++) {
            int which = side;
            sides.add(new Drawn(
                    tasks.stream()
                            .mapToDouble(task -> task.get(which).value())
                            .average()
                            .orElseThrow(),
                    sum(tasks.stream().map(task -> task.get(which).rounds()).toList(), weights)));
        }
        return sidesOf(sides);
    }

    private static double[] sum(List<double[]> rows, double... weights) {
        double[] sum = new double[rows.getFirst().length];
        for (int row = 0; row < weights.length; row++) {
            double[] one = rows.get(row);
            double weight = weights[row];
            Arrays.setAll(sum, i -> sum[i] + weight * one[i]);
        }
        return sum;
    }

    TasksReport of(List<Measurement> sides, List<Integer> shots) {
        Map<String, Map<String, OfTask>> tasks = new LinkedHashMap<>();
        Map<String, Sides> overall = new LinkedHashMap<>();
        Map<String, Sides> overallF1 = new LinkedHashMap<>();
        for (int count : shots) {
            String way = count == 0 ? "zeroShot" : "fewShot";
            List<List<double[]>> means = new ArrayList<>();
            sides.forEach(side -> means.add(new ArrayList<>()));
            List<List<Drawn>> macroF1 = new ArrayList<>();
            for (String task : labels.keySet()) {
                List<List<Cell>> cells =
                        sides.stream().map(side -> cells(side, task, count)).toList();
                int number = macroF1.size();
                macroF1.add(cells.stream().map(side -> macroF1(side, number)).toList());
                tasks.computeIfAbsent(task, ignored -> new LinkedHashMap<>())
                        .put(way, task(task, cells, sidesOf(macroF1.getLast())));
                for (int side = 0; side < cells.size(); side++) {
                    means.get(side).add(mean(cells.get(side)));
                }
            }
            overall.put(way, overall(means));
            overallF1.put(way, meanOf(macroF1));
        }
        return new TasksReport(tasks, overall, overallF1, generalLoss(sides));
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

    private OfTask task(String name, List<List<Cell>> sides, Sides macroF1) {
        List<Integer> truth = sides.getFirst().getFirst().truth();
        int most = truth.stream()
                .mapToInt(label -> Collections.frequency(truth, label))
                .max()
                .orElseThrow();
        return new OfTask(
                truth.size(),
                labels.getOrDefault(name, 0),
                (double) most / truth.size(),
                sides(sides.stream().map(TasksReports::mean).toList()),
                macroF1,
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
