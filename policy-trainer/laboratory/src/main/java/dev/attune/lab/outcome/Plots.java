package dev.attune.lab.outcome;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

import dev.attune.lab.measure.Measured;
import dev.attune.lab.study.Method;

/** Pictures of a task's outcomes, as PNG: what quality costs, and how it grows with examples. Bars are 95 % intervals. */
final class Plots {

    private static final int WIDTH = 620;
    private static final int HEIGHT = 520;
    private static final Color GRID = new Color(0xdd, 0xdd, 0xdd);
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.TRIANGLE_DOWN
    };
    /** Distinct, also in print (after Paul Tol). */
    private static final int[] COLOURS = {
        0x332288, 0x117733, 0xcc6677, 0x88ccee, 0xaa4499, 0xddaa33, 0x882255, 0x44aa99, 0x999933, 0x4477aa, 0xee6677,
        0x228833, 0x666666, 0x66ccee, 0x000000
    };

    private Plots() {}

    /** Accuracy by parameters that train, by the process' memory and by training time, side by side; lines are the fronts. */
    static void fronts(String task, List<Outcome> outcomes, Path file) throws IOException {
        List<XYChart> charts = List.of(
                front(
                        task + ": trained parameters",
                        "parameters + 1",
                        outcomes,
                        o -> o.price().parameters() + 1.0),
                front(
                        task + ": peak memory",
                        "MB",
                        outcomes,
                        o -> Math.max(1, o.price().peakMemoryMb())),
                front(
                        task + ": time to train",
                        "seconds + 0.1",
                        outcomes,
                        o -> o.price().trainSeconds() + 0.1));
        BufferedImage whole = new BufferedImage(WIDTH * charts.size(), HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = whole.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            canvas.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), WIDTH * i, 0, null);
        }
        canvas.dispose();
        ImageIO.write(whole, "png", file.toFile());
    }

    private static XYChart front(String title, String axis, List<Outcome> outcomes, ToDoubleFunction<Outcome> price) {
        XYChart chart = chart(title, axis, WIDTH);
        List<Outcome> front = Front.of(outcomes, price);
        XYSeries line = chart.addSeries(
                "front", logs(front, price), values(front, Outcome::accuracy), new double[front.size()]);
        line.setMarker(SeriesMarkers.NONE).setLineColor(Color.GRAY).setShowInLegend(false);
        line.setLineStyle(
                new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0));
        for (Outcome outcome : outcomes) {
            XYSeries point = chart.addSeries(
                    outcome.method().text(),
                    logs(List.of(outcome), price),
                    new double[] {outcome.accuracy().value()},
                    new double[] {half(outcome.accuracy())});
            styled(point, outcome.method());
        }
        return chart;
    }

    /** Accuracy by the number of training examples, a line for each method that has several. */
    static boolean curves(String task, List<Outcome> outcomes, Path file) throws IOException {
        List<Outcome> drawn =
                outcomes.stream().filter(outcome -> outcome.curve().size() > 1).toList();
        if (drawn.isEmpty()) {
            return false;
        }
        XYChart chart = chart(task + ": training examples", "examples", 2 * WIDTH);
        for (Outcome outcome : drawn) {
            List<Outcome.Sample> samples = outcome.curve();
            XYSeries line = chart.addSeries(
                    outcome.method().text(),
                    samples.stream()
                            .mapToDouble(sample -> Math.log10(sample.examples()))
                            .toArray(),
                    samples.stream()
                            .mapToDouble(sample -> sample.accuracy().value())
                            .toArray(),
                    samples.stream()
                            .mapToDouble(sample -> half(sample.accuracy()))
                            .toArray());
            styled(line, outcome.method());
        }
        outcomes.stream()
                .filter(outcome -> outcome.method() == Method.ZERO_SHOT)
                .findFirst()
                .ifPresent(zero -> addLevel(chart, zero, drawn));
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
        return true;
    }

    private static void addLevel(XYChart chart, Outcome zero, List<Outcome> drawn) {
        double[] ends = drawn.stream()
                .flatMap(outcome -> outcome.curve().stream())
                .mapToDouble(sample -> Math.log10(sample.examples()))
                .sorted()
                .toArray();
        double level = zero.accuracy().value();
        XYSeries line = chart.addSeries(
                zero.method().text(), new double[] {ends[0], ends[ends.length - 1]}, new double[] {level, level});
        line.setMarker(SeriesMarkers.NONE).setLineColor(Color.GRAY);
    }

    private static XYChart chart(String title, String axis, int width) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(axis)
                .yAxisTitle("accuracy")
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(GRID).setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setMarkerSize(9);
        chart.getStyler().setYAxisDecimalPattern("0.00");
        chart.getStyler().setXAxisTickMarkSpacingHint(90);
        DoubleFunction<String> power = log -> amount(Math.pow(10, log));
        chart.setCustomXAxisTickLabelsFormatter(power::apply);
        return chart;
    }

    private static void styled(XYSeries series, Method method) {
        Color colour = new Color(COLOURS[method.ordinal()]);
        series.setMarker(MARKERS[method.ordinal() % MARKERS.length]);
        series.setMarkerColor(colour).setLineColor(colour).setLineWidth(1.5f);
    }

    private static String amount(double value) {
        String[] units = {"", "k", "M", "G"};
        int unit = 0;
        double rest = value;
        while (rest >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, rest < 10 ? "%.1f%s" : "%.0f%s", rest, units[unit]);
    }

    private static double half(Measured figure) {
        return (figure.high() - figure.low()) / 2;
    }

    private static double[] logs(List<Outcome> outcomes, ToDoubleFunction<Outcome> price) {
        return outcomes.stream()
                .mapToDouble(outcome -> Math.log10(price.applyAsDouble(outcome)))
                .toArray();
    }

    private static double[] values(List<Outcome> outcomes, java.util.function.Function<Outcome, Measured> figure) {
        List<Double> values = new ArrayList<>();
        outcomes.forEach(outcome -> values.add(figure.apply(outcome).value()));
        return values.stream().mapToDouble(value -> value).toArray();
    }
}
