package dev.attune.platform.machine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;

import io.cloudevents.CloudEvent;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.bus.Bus;
import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.platform.model.HeaderReader;
import dev.attune.platform.model.ModelDirectory;
import dev.attune.platform.model.ModelFolders;

/** Puts a base model on the bus, so that the ring has something to serve; saying it again changes nothing. */
record BaseModelPublisher(
        String bootstrapServers, DirectoryArtifactStore artifacts, ModelFolders models, HeaderReader headers) {
    /** Served when nobody asks for another model. */
    static final String DEFAULT_MODEL = "attune-tiny";

    private static final Logger LOG = Logger.getLogger(BaseModelPublisher.class.getName());
    private static final String SOURCE = "/attune/local-platform";

    /**
     * Publishes the asked model, or the default when production serves nothing yet, and makes it production's
     * checkpoint unless production already serves it or something tuned from it.
     *
     * @return id of the base, empty text when nothing was asked and production already serves something
     */
    String publish(@Nullable String asked) {
        Promoted current = production();
        if (asked == null && current != null) {
            return "";
        }
        String name = asked == null ? DEFAULT_MODEL : asked;
        CheckpointPublished base = checkpoint(models.resolve(name));
        Map<String, CheckpointPublished> known = checkpoints();
        if (!known.containsKey(base.checkpointId())) {
            send(base);
            LOG.info(() -> "published " + base.name() + " as " + base.checkpointId());
        }
        if (current == null || !isOrDescends(current.checkpointId(), base.checkpointId(), known)) {
            String reason = current == null ? "the first base model" : "asked for when the platform was started";
            String previous = current == null ? null : current.checkpointId();
            send(new Promoted(
                    PromotionEvent.PRODUCTION, base.checkpointId(), previous, reason, "local-platform", Instant.now()));
        }
        return base.checkpointId();
    }

    private CheckpointPublished checkpoint(Path directory) {
        ModelDirectory model = ModelDirectory.read(directory, headers);
        Artifact artifact = artifacts.publish(directory);
        String name = directory.getFileName().toString();
        return new CheckpointPublished(
                CheckpointPublished.idOf(Kind.BASE, artifact),
                name,
                Kind.BASE,
                null,
                artifact,
                model.tokenizerSha256(),
                new Lineage(null, "base", List.of(), List.of(), 0, Map.of("model", name), "none", "any"),
                Map.of("parameters", (double) model.parameters()),
                Instant.now());
    }

    private static boolean isOrDescends(String id, String base, Map<String, CheckpointPublished> known) {
        CheckpointPublished checkpoint = known.get(id);
        return id.equals(base) || (checkpoint != null && base.equals(checkpoint.baseCheckpointId()));
    }

    private Map<String, CheckpointPublished> checkpoints() {
        Map<String, CheckpointPublished> known = new java.util.HashMap<>();
        for (Event event : TopicContents.read(bootstrapServers, Topics.CHECKPOINTS)) {
            if (event instanceof CheckpointPublished checkpoint) {
                known.put(checkpoint.checkpointId(), checkpoint);
            }
        }
        return known;
    }

    private @Nullable Promoted production() {
        Promoted last = null;
        for (Event event : TopicContents.read(bootstrapServers, Topics.PROMOTIONS)) {
            if (event instanceof Promoted promoted && promoted.channel().equals(PromotionEvent.PRODUCTION)) {
                last = promoted;
            }
        }
        return last;
    }

    private void send(Event event) {
        try (KafkaProducer<String, CloudEvent> producer = new KafkaProducer<>(Bus.producer(bootstrapServers, ""))) {
            producer.send(new ProducerRecord<>(
                            EventTypes.topicOf(event.getClass()), event.key(), EventCodec.encode(event, SOURCE)))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while publishing the base model", e);
        } catch (ExecutionException e) {
            throw ErrorCategory.RETRIABLE.error(
                    "base-not-published", "The base model could not be published on the bus: " + e.getCause() + ".", e);
        }
    }
}
