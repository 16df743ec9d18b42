package dev.attune.cli.study;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import dev.attune.judgement.calibration.Calibration;

/** The studies' pictures, as PNG. */
final class StudyPlots {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 420;
    private static final Color GRID = new Color(0xdd, 0xdd, 0xdd);

    /** Distinct, also in print (after Paul Tol). */
    private static final int[] COLOURS = {0x666666, 0x332288, 0x117733, 0xcc6677, 0x88ccee, 0xaa4499, 0xddaa33};

    private StudyPlots() {}

    /** Who is found and accused, and how many labels are right, by votes a rater. */
    static void raters(List<RaterRow> rows, Path file) throws IOException {
        List<Integer> votes = rows.stream().map(RaterRow::votesPerRater).toList();
        XYChart found = chart("Raters, of 10 planted among 40", "votes per rater", "raters");
        line(found, "found", votes, rows.stream().map(RaterRow::found).toList(), 1);
        line(
                found,
                "honest, accused",
                votes,
                rows.stream().map(RaterRow::accused).toList(),
                3);
        XYChart right = chart("Pairs whose better answer is named", "votes per rater", "share");
        line(right, "by the model", votes, rows.stream().map(RaterRow::model).toList(), 1);
        line(
                right,
                "by the majority",
                votes,
                rows.stream().map(RaterRow::majority).toList(),
                3);
        write(List.of(found, right), file);
    }

    /** Who is hinted, by checks a rater. */
    static void checks(List<CheckRow> rows, Path file) throws IOException {
        List<Integer> checks = rows.stream().map(CheckRow::checks).toList();
        XYChart found = chart("Careless raters who are hinted", "checks per rater", "share");
        line(found, "clicking", checks, rows.stream().map(CheckRow::clickers).toList(), 1);
        line(found, "tossing coins", checks, rows.stream().map(CheckRow::coins).toList(), 2);
        line(found, "left", checks, rows.stream().map(CheckRow::left).toList(), 4);
        line(found, "inverted", checks, rows.stream().map(CheckRow::inverted).toList(), 5);
        XYChart accused = chart("Careful raters who are hinted", "checks per rater", "share");
        line(
                accused,
                "of most people's taste",
                checks,
                rows.stream().map(row -> row.careful().estimate()).toList(),
                1);
        line(
                accused,
                "of the other taste",
                checks,
                rows.stream().map(row -> row.otherTaste().estimate()).toList(),
                3);
        write(List.of(found, accused), file);
    }

    /** What was predicted beside what was said, for the most votes a rater; and the losses, by votes a rater. */
    static void calibration(List<CalibrationRow> rows, Path file) throws IOException {
        CalibrationRow most = rows.getLast();
        XYChart bins =
                chart("Who was left out, " + most.votesPerRater() + " votes a rater", "predicted", "preferred by them");
        line(bins, "predicted is right", List.of(0.5, 1.0), List.of(0.5, 1.0), 0);
        bins(bins, "model", most.modelBins(), 1);
        bins(bins, "share of the others", most.shareBins(), 3);
        List<Integer> votes = rows.stream().map(CalibrationRow::votesPerRater).toList();
        XYChart loss = chart("Log loss of what they said", "votes per rater", "nats");
        line(
                loss,
                "model",
                votes,
                rows.stream().map(CalibrationRow::modelLogLoss).toList(),
                1);
        line(
                loss,
                "share of the others",
                votes,
                rows.stream().map(CalibrationRow::shareLogLoss).toList(),
                3);
        write(List.of(bins, loss), file);
    }

    private static void bins(XYChart chart, String name, List<Calibration.Bin> bins, int colour) {
        var series = chart.addSeries(
                name,
                bins.stream().map(Calibration.Bin::predicted).toList(),
                bins.stream().map(bin -> bin.seen().estimate()).toList(),
                bins.stream().map(bin -> bin.seen().width() / 2).toList());
        series.setLineColor(new Color(COLOURS[colour]));
        series.setMarkerColor(new Color(COLOURS[colour]));
        series.setMarker(SeriesMarkers.CIRCLE);
    }

    /** Accuracy by labels, a picture for each set. */
    static void choice(List<ChoiceRow> rows, Path file) throws IOException {
        List<XYChart> charts = new ArrayList<>();
        for (String set : rows.stream().map(ChoiceRow::set).distinct().toList()) {
            XYChart chart = chart(set, "labels", "held-out accuracy");
            int colour = 0;
            for (ChoiceRow row : rows) {
                if (row.set().equals(set)) {
                    List<Integer> labels = new ArrayList<>();
                    for (int point = 1; point <= row.curve().size(); point++) {
                        labels.add(row.budget() * point / row.curve().size());
                    }
                    line(chart, row.strategy().toString(), labels, row.curve(), colour++ % COLOURS.length);
                }
            }
            charts.add(chart);
        }
        write(charts, file);
    }

    private static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(GRID);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        return chart;
    }

    private static void line(XYChart chart, String name, List<? extends Number> x, List<Double> y, int colour) {
        var series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(new Color(COLOURS[colour]));
        series.setLineWidth(2);
    }

    private static void write(List<XYChart> charts, Path file) throws IOException {
        BufferedImage whole = new BufferedImage(WIDTH * charts.size(), HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = whole.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            canvas.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), WIDTH * i, 0, null);
        }
        canvas.dispose();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        ImageIO.write(whole, "png", file.toFile());
    }
}
