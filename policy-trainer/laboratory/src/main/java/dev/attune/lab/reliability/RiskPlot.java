package dev.attune.lab.reliability;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Risk over coverage as a PNG: how often a model errs if it answers only the share of items of which it is surest. */
final class RiskPlot {

    private RiskPlot() {}

    static void write(Answers now, Optional<Answers> before, String title, Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(720)
                .height(480)
                .title(title)
                .xAxisTitle("share of items that are answered, the surest first")
                .yAxisTitle("errors among them")
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0);
        before.ifPresent(old -> add(chart, "before", old, new Color(0x99, 0x99, 0x99)));
        add(chart, before.isPresent() ? "now" : "the model", now, new Color(0x1f, 0x5f, 0xa8));
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }

    private static void add(XYChart chart, String name, Answers said, Color colour) {
        double[] risks = Coverage.risks(
                Measure.first(said, IntStream.range(0, said.truth().length).toArray()));
        double[] coverage = new double[risks.length];
        Arrays.setAll(coverage, i -> (i + 1.0) / risks.length);
        XYSeries series = chart.addSeries(name, coverage, risks);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
    }
}
