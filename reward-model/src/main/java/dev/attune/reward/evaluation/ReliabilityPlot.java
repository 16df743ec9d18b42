package dev.attune.reward.evaluation;

import java.util.Locale;

import dev.attune.reward.evaluation.Calibration.Bin;

/** A calibration as an SVG: accuracy over confidence, a dot for each bin by its number of pairs, and the ideal line. */
public final class ReliabilityPlot {

    private static final int SIZE = 360;
    private static final int EDGE = 48;
    private static final double LARGEST_DOT = 14;

    private ReliabilityPlot() {}

    /** The document. */
    public static String svg(Calibration calibration) {
        StringBuilder svg = new StringBuilder(2048);
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                SIZE + 2 * EDGE,
                SIZE + 2 * EDGE);
        line(svg, "<title>Reliability: expected calibration error %.3f</title>", calibration.error());
        line(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#888\"/>",
                EDGE,
                EDGE,
                SIZE,
                SIZE);
        line(
                svg,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#888\" stroke-dasharray=\"4 4\"/>",
                x(0.5),
                y(0.5),
                x(1),
                y(1));
        for (int tenth = 0; tenth <= 10; tenth++) {
            line(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>",
                    EDGE - 6,
                    y(tenth / 10.0) + 4,
                    tenth / 10.0);
        }
        for (int tenth = 5; tenth <= 10; tenth++) {
            line(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.1f</text>",
                    x(tenth / 10.0),
                    SIZE + EDGE + 16,
                    tenth / 10.0);
        }
        dots(svg, calibration);
        line(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">confidence (ECE %.3f)</text>",
                EDGE + SIZE / 2,
                SIZE + EDGE + 36,
                calibration.error());
        line(svg, "<text x=\"%d\" y=\"%d\">accuracy</text>", EDGE, EDGE - 12);
        return svg.append("</svg>\n").toString();
    }

    private static void dots(StringBuilder svg, Calibration calibration) {
        int most = calibration.bins().stream().mapToInt(Bin::pairs).max().orElse(1);
        for (Bin bin : calibration.bins()) {
            line(
                    svg,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#2563eb\" fill-opacity=\"0.7\"><title>%d pairs:"
                            + " confidence %.3f, accuracy %.3f</title></circle>",
                    x(bin.confidence()),
                    y(bin.accuracy()),
                    Math.max(2, LARGEST_DOT * Math.sqrt((double) bin.pairs() / most)),
                    bin.pairs(),
                    bin.confidence(),
                    bin.accuracy());
        }
    }

    private static double x(double confidence) {
        return EDGE + (confidence - 0.5) * 2 * SIZE;
    }

    private static double y(double accuracy) {
        return EDGE + (1 - accuracy) * SIZE;
    }

    @SuppressWarnings("AnnotateFormatMethod") // no dependency for one annotation
    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
