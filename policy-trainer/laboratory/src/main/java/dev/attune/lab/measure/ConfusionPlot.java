package dev.attune.lab.measure;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** A confusion matrix as a PNG: a row for each right label, a column for each chosen one, darker the more examples. */
public final class ConfusionPlot {

    /** With more labels numbers in the squares cannot be read. */
    private static final int MOST_WITH_NUMBERS = 20;

    /** So near to each other that every label is written. */
    private static final int TICK = 10;

    private static final int EDGE = 220;
    private static final int LARGEST = 1800;

    private ConfusionPlot() {}

    /**
     * Writes the picture.
     *
     * @param counts (K, K) of {@link Predictions#confusion}
     */
    public static void write(int[][] counts, List<String> labels, String title, Path file) throws IOException {
        int size = Math.min(LARGEST, EDGE + Math.max(300, labels.size() * 60));
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(size + 100)
                .height(size)
                .title(title)
                .xAxisTitle("chosen")
                .yAxisTitle("right")
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLabelRotation(labels.size() > 4 ? 60 : 0);
        chart.getStyler().setXAxisTickMarkSpacingHint(TICK);
        chart.getStyler().setYAxisTickMarkSpacingHint(TICK);
        chart.getStyler().setShowValue(labels.size() <= MOST_WITH_NUMBERS);
        chart.getStyler().setHeatMapValueDecimalPattern("0");
        chart.getStyler()
                .setRangeColors(new Color[] {Color.WHITE, new Color(0x9e, 0xc4, 0xe8), new Color(0x1f, 0x5f, 0xa8)});
        chart.addSeries("examples", labels, labels.reversed(), squares(counts));
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }

    /** Column, row from below and count of each square: the first label's row is the uppermost. */
    private static List<Number[]> squares(int[][] counts) {
        List<Number[]> squares = new ArrayList<>();
        for (int right = 0; right < counts.length; right++) {
            for (int chosen = 0; chosen < counts.length; chosen++) {
                squares.add(new Number[] {chosen, counts.length - 1 - right, counts[right][chosen]});
            }
        }
        return squares;
    }
}
