package dev.attune.cli.show;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Curves as one SVG picture: a small panel for each metric, all over the same steps. */
public final class RunPlot {

    private static final int COLUMNS = 3;
    private static final int WIDTH = 280;
    private static final int HEIGHT = 150;
    private static final int LEFT = 12;
    private static final int TOP = 34;
    private static final int BOTTOM = 22;

    private RunPlot() {}

    /** @param title above the panels */
    public static String svg(String title, SortedMap<String, SortedMap<Integer, Double>> metrics) {
        int rows = Math.ceilDiv(metrics.size(), COLUMNS);
        StringBuilder svg = new StringBuilder();
        int height = rows * HEIGHT + 40;
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"11\">\n",
                COLUMNS * WIDTH, height, COLUMNS * WIDTH, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        svg.append(format("<text x=\"%d\" y=\"24\" font-size=\"15\">%s</text>\n", LEFT, escape(title)));
        int panel = 0;
        for (Map.Entry<String, SortedMap<Integer, Double>> metric : metrics.entrySet()) {
            int x = panel % COLUMNS * WIDTH;
            int y = 40 + panel / COLUMNS * HEIGHT;
            svg.append(format("<g transform=\"translate(%d %d)\">\n", x, y));
            svg.append(panel(metric.getKey(), metric.getValue()));
            svg.append("</g>\n");
            panel++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String panel(String name, SortedMap<Integer, Double> values) {
        double[] finite = values.values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        Scale y = Scale.of(finite, HEIGHT - BOTTOM, TOP);
        Scale x = new Scale(values.firstKey(), values.lastKey(), LEFT, WIDTH - LEFT);
        String points = values.entrySet().stream()
                .filter(point -> Double.isFinite(point.getValue()))
                .map(point -> format("%.1f,%.1f", x.at(point.getKey()), y.at(point.getValue())))
                .collect(Collectors.joining(" "));
        return format("<text x=\"%d\" y=\"14\" font-weight=\"bold\">%s</text>\n", LEFT, escape(name))
                + format(
                        "<text x=\"%d\" y=\"28\" fill=\"#666\">%s to %s</text>\n",
                        LEFT, RunTables.number(y.low()), RunTables.number(y.high()))
                + format(
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#ccc\"/>\n",
                        LEFT, TOP, WIDTH - 2 * LEFT, HEIGHT - BOTTOM - TOP)
                + format("<polyline points=\"%s\" fill=\"none\" stroke=\"#1664a8\" stroke-width=\"1.5\"/>\n", points)
                + format("<text x=\"%d\" y=\"%d\" fill=\"#666\">step %d</text>\n", LEFT, HEIGHT - 8, values.firstKey())
                + format(
                        "<text x=\"%d\" y=\"%d\" fill=\"#666\" text-anchor=\"end\">%d</text>\n",
                        WIDTH - LEFT, HEIGHT - 8, values.lastKey());
    }

    /** From numbers to places; all at the middle where there is only one number. */
    private record Scale(double low, double high, double from, double to) {

        static Scale of(double[] values, double from, double to) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            return values.length == 0 ? new Scale(0, 0, from, to) : new Scale(low, high, from, to);
        }

        double at(double value) {
            double share = high > low ? (value - low) / (high - low) : 0.5;
            return from + share * (to - from);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
