package dev.attune.worker.sink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The fixture was written by TensorBoard's own writer: {@code src/test/oracle/tensorboard_events.py}. */
class TensorBoardSinkTest {

    @TempDir
    Path root;

    private Instant now = Instant.ofEpochMilli(1_700_000_000_000L);

    @Test
    void theFileIsByteForByteWhatTensorBoardWrites() throws IOException {
        TensorBoardSink sink = sink();
        Files.createDirectories(file().getParent());
        Files.write(file(), TensorBoardEvents.record(TensorBoardEvents.version(1_700_000_000.0)));
        now = now.plusMillis(250);
        sink.report(1, Map.of("score", -1.5, "kl", 0.25));
        sink.report(300, Map.of("score", 3.0, "kl", 1e-7));
        assertThat(Files.readAllBytes(file())).isEqualTo(fixture());
    }

    @Test
    void theFirstReportBeginsTheFile() throws IOException {
        sink().report(1, Map.of("score", -1.5));
        byte[] first = TensorBoardEvents.record(TensorBoardEvents.version(1_700_000_000.0));
        assertThat(Arrays.copyOf(Files.readAllBytes(file()), first.length)).isEqualTo(first);
    }

    @Test
    void aResumedRunForgetsLaterStepsAndAFrameThatWasCutShort() throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), fixture());
        Files.write(file(), new byte[] {24, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
        sink().forgetAfter(300);
        assertThat(Files.readAllBytes(file())).isEqualTo(fixture());
        sink().forgetAfter(299);
        assertThat(Files.readAllBytes(file())).isEqualTo(Arrays.copyOf(fixture(), 0x5e));
        sink().forgetAfter(0);
        assertThat(Files.readAllBytes(file())).isEqualTo(Arrays.copyOf(fixture(), 0x28));
    }

    @Test
    void checksumsAreThoseOfTheCastagnoliPolynomialMasked() {
        // CRC-32C of "123456789" is e3069283 (RFC 3720's polynomial); rotated right by 15 bits and a282ead8 added.
        assertThat(TensorBoardEvents.maskedCrc("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(0xc78ab0e5);
    }

    @Test
    void theEnvironmentNamesTheSinks() {
        assertThat(MetricSinks.open(root, Map.of())).isEmpty();
        assertThat(MetricSinks.open(root, Map.of("ATTUNE_METRICS", " tensorboard ,")))
                .singleElement()
                .isInstanceOf(TensorBoardSink.class);
        assertThatThrownBy(() -> MetricSinks.open(root, Map.of("ATTUNE_METRICS", "tensorbored")))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("ATTUNE_METRICS names tensorbored, but there are only tensorboard");
    }

    private TensorBoardSink sink() {
        return new TensorBoardSink(root, (InstantSource) () -> now);
    }

    private Path file() {
        return root.resolve("tensorboard/events.out.tfevents.attune");
    }

    private static byte[] fixture() throws IOException {
        try (InputStream in = TensorBoardSinkTest.class.getResourceAsStream("/run/events.out.tfevents")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
