package dev.attune.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The table on the terminal and the plot file at the end of the demo. */
public record DemoReport(DemoResult result) {
    public void print(PrintWriter out) {
        printLearning(out);
        printTraits(out);
        printCheckpoint(out);
        for (Map.Entry<String, Double> stage : result.secondsByStage().entrySet()) {
            row(out, "seconds, " + stage.getKey(), "%.1f", stage.getValue());
        }
        row(out, "memory, all processes", "%,d MB at the peak", result.peakMemoryMb());
        for (DemoResult.Sample sample : result.samples()) {
            out.printf(
                    Locale.ROOT,
                    "%n  %s%n    before: %s%n    after:  %s%n",
                    sample.prompt(),
                    sample.before().strip(),
                    sample.after().strip());
        }
        out.flush();
    }

    private void printLearning(PrintWriter out) {
        DemoResult.RewardModel reward = result.rewardModel();
        row(
                out,
                "simulated raters' ratings",
                "%,d accepted, %,d on the bus",
                result.ratings(),
                result.feedbackEvents());
        row(
                out,
                "reward model, held-out",
                "%.1f %% right (longer wins %.1f %%, noise ceiling %.1f %%)",
                100 * reward.accuracy(),
                100 * reward.longerWins(),
                100 * reward.noiseCeiling());
        List<DemoResult.Update> updates = result.updates();
        if (!updates.isEmpty()) {
            row(
                    out,
                    "PPO",
                    "%d updates, reward %.2f to %.2f, KL %.2f nats per answer",
                    updates.size(),
                    updates.getFirst().reward(),
                    updates.getLast().reward(),
                    result.kl());
        }
        row(
                out,
                "win rate over the base",
                "%.1f %% (%.1f to %.1f) on %d held-out prompts, judged by the hidden rule",
                100 * result.winRate().mean(),
                100 * result.winRate().low(),
                100 * result.winRate().high(),
                result.heldOutPrompts());
    }

    private void printTraits(PrintWriter out) {
        row(out, "held-out answers", "%10s %10s", "before", "after");
        share(out, "right", result.before().right(), result.after().right());
        share(out, "polite", result.before().polite(), result.after().polite());
        share(out, "rude", result.before().rude(), result.after().rude());
        share(
                out,
                "off the subject",
                result.before().offSubject(),
                result.after().offSubject());
        row(
                out,
                "  words",
                "%10.1f %10.1f",
                result.before().words(),
                result.after().words());
    }

    private static void share(PrintWriter out, String trait, double before, double after) {
        row(out, "  " + trait, "%8.1f %% %8.1f %%", 100 * before, 100 * after);
    }

    private void printCheckpoint(PrintWriter out) {
        row(out, "checkpoint", "%s%s", result.checkpoint().id(), result.promoted() ? ", promoted and served" : "");
        if (!result.promotionReason().isEmpty()) {
            row(out, "  promoted for", "%s", result.promotionReason());
        }
        row(out, "  sha256", "%s", result.checkpoint().sha256());
        row(
                out,
                "  made from",
                "%s",
                String.join(", ", result.checkpoint().lineage().parents()));
        result.checkpoint()
                .lineage()
                .inputs()
                .forEach(range -> row(
                        out,
                        "  read",
                        "%s-%d, %d to %d",
                        range.topic(),
                        range.partition(),
                        range.from(),
                        range.until()));
    }

    private static void row(PrintWriter out, String name, String format, Object... values) {
        out.printf(Locale.ROOT, "%-28s %s%n", name, String.format(Locale.ROOT, format, values));
    }

    /** Reward and KL by update, as PNG. */
    public void plot(Path file) throws IOException {
        List<DemoResult.Update> updates = result.updates();
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(480)
                .title("attune-tiny, tuned on " + result.ratings() + " simulated ratings")
                .xAxisTitle("PPO update")
                .yAxisTitle("reward model's score (normalised)")
                .build();
        chart.getStyler().setYAxisGroupPosition(1, org.knowm.xchart.style.Styler.YAxisPosition.Right);
        chart.setYAxisGroupTitle(1, "KL to the reference, nats per answer");
        List<Integer> steps = updates.stream().map(DemoResult.Update::update).toList();
        chart.addSeries(
                        "reward",
                        steps,
                        updates.stream().map(DemoResult.Update::reward).toList())
                .setMarker(SeriesMarkers.NONE);
        chart.addSeries("KL", steps, updates.stream().map(DemoResult.Update::kl).toList())
                .setMarker(SeriesMarkers.NONE)
                .setYAxisGroup(1);
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }
}
