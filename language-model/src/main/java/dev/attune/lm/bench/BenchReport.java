package dev.attune.lm.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.attune.lm.torch.Machine;

/** A benchmark's result as JSON: the machine and the table's rows. */
public final class BenchReport {
    private BenchReport() {}

    /** Prints the result, and writes it to {@code file} if one is given. */
    public static void write(ArrayNode rows, PrintWriter out, @Nullable Path file) throws IOException {
        ObjectNode result = Measurement.JSON.createObjectNode();
        result.set("machine", machine());
        result.set("rows", rows);
        ObjectWriter pretty = Measurement.JSON.writerWithDefaultPrettyPrinter();
        out.println(pretty.writeValueAsString(result));
        if (file != null) {
            pretty.writeValue(file.toFile(), result);
        }
    }

    /** What {@link Machine} found. */
    public static ObjectNode machine() {
        Machine machine = Machine.inspect();
        return Measurement.JSON
                .createObjectNode()
                .put("processor", machine.processor())
                .put("threads", machine.threads())
                .put("libtorch", machine.libtorch())
                .put("kernels", machine.kernels())
                .put("avx512", machine.avx512())
                .put("amx", machine.amx())
                .put("bfloat16", machine.bfloat16())
                .put("float32Gflops", Math.round(machine.float32Gflops()))
                .put("bfloat16Gflops", Math.round(machine.bfloat16Gflops()))
                .put("readGigabytesPerSecond", Math.round(machine.readGigabytesPerSecond()));
    }
}
