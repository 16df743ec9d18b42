package dev.attune.lm.command;

import java.io.IOException;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import dev.attune.lm.torch.Machine;

/** Says what this machine's processor can do for a model. */
@Command(
        name = "doctor",
        description = "Which kernels this machine has, and how fast its matrix products are, as JSON.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: doctor"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().println(JsonOutput.pretty(describe()));
        return 0;
    }

    /** What {@link Machine} found, as JSON. */
    static ObjectNode describe() {
        Machine machine = Machine.inspect();
        return JsonOutput.JSON
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
