package dev.attune.worker.bus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A group's committed offsets beside what its runs are known to have consumed: what falls behind that was lost or reset. */
final class GroupOffsets {

    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsets.class);

    private final Consumer<String, byte[]> consumer;
    private final RunLedger runs;
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Set<TopicPartition> behind = new HashSet<>();
    /** Topics that end before what was consumed of them: there the ledger says nothing of the records that come. */
    private final Map<TopicPartition, Long> shortened = new HashMap<>();

    GroupOffsets(Consumer<String, byte[]> consumer, RunLedger runs) {
        this.consumer = consumer;
        this.runs = runs;
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** What is consumed of a partition, by its committed offset (-1: none) and by what is known; says so when that differs. */
    long atLeastKnown(TopicPartition partition, long committed) {
        long known = known(partition);
        if (Math.max(0, committed) < known && behind.add(partition)) {
            tell(lost(partition, committed, known));
        }
        return Math.max(0, Math.max(committed, known));
    }

    /** Commits anew what was lost or lies outside its topic. Returns the offsets that had fallen behind. */
    Map<TopicPartition, Long> restore() {
        Set<TopicPartition> partitions = new HashSet<>(consumer.assignment());
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> right = new HashMap<>();
        Map<TopicPartition, Long> restored = new HashMap<>();
        consumer.committed(partitions).forEach((partition, offset) -> {
            long committed = offset == null ? -1 : offset.offset();
            long known = runs.consumed().getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            String metadata = offset == null ? "" : offset.metadata();
            if (Math.max(committed, known) > end) {
                shortened.put(partition, end);
                right.put(partition, new OffsetAndMetadata(end, metadata));
                tell("The group has consumed " + partition + " up to " + Math.max(committed, known)
                        + ", but it ends at " + end + ": it was made anew or has lost records. Runs that are over are"
                        + " not made again.");
            } else if (Math.max(0, committed) < known) {
                behind.add(partition);
                right.put(partition, new OffsetAndMetadata(known, metadata));
                restored.put(partition, known);
                tell(lost(partition, committed, known));
            }
        });
        if (!right.isEmpty()) {
            consumer.commitSync(right);
        }
        return restored;
    }

    private long known(TopicPartition partition) {
        long consumed = runs.consumed().getOrDefault(partition, 0L);
        return Math.min(consumed, shortened.getOrDefault(partition, consumed));
    }

    private static String lost(TopicPartition partition, long committed, long known) {
        return "The group's offset of " + partition + " is " + (committed < 0 ? "gone" : String.valueOf(committed))
                + ", but its runs have consumed up to " + known + ": it was lost or reset. The worker goes on from "
                + known
                + "; runs that are over are not made again.";
    }

    private void tell(String sentence) {
        LOG.error(sentence);
        troubles.add(sentence);
    }
}
