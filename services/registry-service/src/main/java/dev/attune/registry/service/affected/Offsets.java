package dev.attune.registry.service.affected;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Asks the bus where in its topics a time lies. */
@ApplicationScoped
class Offsets {

    private static final int PATIENCE_MS = 5_000;

    private final String bootstrapServers;

    Offsets(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * The first record of each partition that was written at the time or later; {@link Long#MAX_VALUE} where there is none, which holds
     * for partitions that are gone, too.
     *
     * @throws AttuneException {@code bus-away}
     */
    Map<TopicPartition, Long> at(Instant time, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream()
                .collect(Collectors.toMap(part -> part, _ -> OffsetSpec.forTimestamp(time.toEpochMilli())));
        try (Admin admin = Bus.admin(bootstrapServers)) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listOffsets(asked, new ListOffsetsOptions().timeoutMs(PATIENCE_MS))
                    .all()
                    .get()
                    .forEach((part, found) -> offsets.put(part, found.offset() < 0 ? Long.MAX_VALUE : found.offset()));
            return offsets;
        } catch (ExecutionException e) {
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private static AttuneException away() {
        return ErrorCategory.RETRIABLE.error("bus-away", "The bus does not answer at the moment; try again soon.");
    }
}
