package dev.attune.lm.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Runs workloads, ours and the peer's in turn, so that both meet the same machine; of several rounds and settings the best
 * of each side counts.
 */
public final class Bench {
    private static final double TWO_DECIMALS = 100;

    private final PeerPackages packages;
    private final int rounds;
    private final PrintWriter progress;
    private final Map<PeerRun, Measurement> peers = new HashMap<>();

    /** Hears the table as it grows. */
    @FunctionalInterface
    public interface Listener {
        void rows(ArrayNode soFar) throws IOException;
    }

    /** Rows that compare themselves with the same run of a peer share it. */
    private record PeerRun(String script, List<String> setting, int round) {}

    /**
     * @param packages what the peers need
     * @param rounds how often each side measures
     * @param progress hears what is being done
     */
    public Bench(PeerPackages packages, int rounds, PrintWriter progress) {
        this.packages = packages;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** The table's rows, with the peer's side where {@code withPeer} says so and its packages are there. */
    public ArrayNode run(List<Workload> workloads, boolean withPeer) throws IOException, InterruptedException {
        return run(workloads, withPeer, soFar -> {});
    }

    /** As the other; {@code listener} hears of each row when it is measured. */
    public ArrayNode run(List<Workload> workloads, boolean withPeer, Listener listener)
            throws IOException, InterruptedException {
        Python python = withPeer ? available() : null;
        ArrayNode rows = Measurement.JSON.createArrayNode();
        Path folder = Files.createTempDirectory("attune-bench");
        try {
            for (Workload workload : workloads) {
                rows.add(row(workload, python, folder));
                listener.rows(rows);
            }
        } finally {
            BenchDirectory.remove(folder);
        }
        return rows;
    }

    private @Nullable Python available() throws IOException, InterruptedException {
        Python python = Python.ofEnvironment(packages.variables());
        List<String> missing = python.missing(packages.modules());
        if (missing.isEmpty()) {
            return python;
        }
        progress.println("Without the peer: its Python packages " + String.join(", ", missing)
                + " are not there; install them (pip install "
                + String.join(" ", packages.install()) + ") or name a Python that has them in "
                + String.join(" or ", packages.variables()) + ".");
        return null;
    }

    private ObjectNode row(Workload workload, @Nullable Python python, Path folder)
            throws IOException, InterruptedException {
        Measurement ours = null;
        Measurement peer = null;
        String missing = null;
        for (int round = 0; round < rounds; round++) {
            for (List<String> setting : workload.ours()) {
                ours = better(workload, ours, measured(workload, "ours", Processes.java(workload.main(), setting)));
            }
            if (python != null) {
                for (List<String> setting : workload.peer()) {
                    try {
                        peer = better(workload, peer, peer(workload, python, folder, setting, round));
                    } catch (BenchException failure) { // what is measured already is not lost for it
                        missing = failure.getMessage();
                        progress.println(workload.name() + ": the peer is missing: " + missing);
                    }
                }
            }
        }
        ObjectNode row = row(workload, ours, peer);
        return peer == null && missing != null ? row.put("peerMissing", missing) : row;
    }

    private Measurement peer(Workload workload, Python python, Path folder, List<String> setting, int round)
            throws IOException, InterruptedException {
        PeerRun run = new PeerRun(workload.script(), setting, round);
        Measurement known = peers.get(run);
        if (known != null) {
            return known;
        }
        List<String> command = python.command(workload.main(), workload.script(), setting, folder);
        Measurement measurement = measured(workload, "peer", command);
        peers.put(run, measurement);
        return measurement;
    }

    private Measurement measured(Workload workload, String side, List<String> command)
            throws IOException, InterruptedException {
        Measurement measurement = Processes.measure(command);
        progress.printf(
                "%-14s %-5s %10.2f %s, %d MB (%s)%n",
                workload.name(),
                side,
                measurement.value(),
                workload.unit(),
                measurement.peakMemoryMb(),
                measurement.setting());
        return measurement;
    }

    private static Measurement better(Workload workload, @Nullable Measurement best, Measurement measurement) {
        return best == null || workload.better().isBetter(measurement.value(), best.value()) ? measurement : best;
    }

    private static ObjectNode row(Workload workload, @Nullable Measurement ours, @Nullable Measurement peer) {
        if (ours == null) {
            throw new BenchException("The workload " + workload.name() + " has no setting of ours to measure.");
        }
        ObjectNode row = Measurement.JSON
                .createObjectNode()
                .put("name", workload.name())
                .put("unit", workload.unit())
                .put("ours", rounded(ours.value()))
                .put("ourMemoryMb", ours.peakMemoryMb())
                .put("ourSetting", ours.setting());
        row.setAll(ours.details());
        if (peer != null) {
            row.put("peer", rounded(peer.value()))
                    .put("ratio", rounded(workload.better().ratio(ours.value(), peer.value())))
                    .put("peerMemoryMb", peer.peakMemoryMb())
                    .put("memoryRatio", rounded((double) ours.peakMemoryMb() / peer.peakMemoryMb()))
                    .put("peerSetting", peer.setting());
            ObjectNode details = StepLosses.compare(row, peer.details());
            if (!details.isEmpty()) {
                row.set("peerDetails", details);
            }
        }
        return row;
    }

    private static double rounded(double value) {
        return Math.round(value * TWO_DECIMALS) / TWO_DECIMALS;
    }
}
