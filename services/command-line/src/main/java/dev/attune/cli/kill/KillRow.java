package dev.attune.cli.kill;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One kill, as a line of the result.
 *
 * @param killed process numbers that got SIGKILL
 * @param afterSeconds since the load began
 * @param acknowledgedBefore ratings that were acknowledged until then
 * @param goneSeconds from the kill until the last of the killed processes and their children was gone
 * @param recoverySeconds from the kill to the next acknowledged rating that was first sent after all of them were gone
 * @param platformSeconds from the kill until {@code up} was ready again; absent where the supervisor lived on
 */
public record KillRow(
        int kill,
        KillTarget target,
        List<Long> killed,
        double afterSeconds,
        int acknowledgedBefore,
        double goneSeconds,
        double recoverySeconds,
        @Nullable Double platformSeconds) {
    public KillRow {
        killed = List.copyOf(killed);
    }
}
