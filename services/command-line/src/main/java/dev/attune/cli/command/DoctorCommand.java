package dev.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.attune.cli.machine.Check;
import dev.attune.cli.machine.Machine;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.AttuneException;
import dev.attune.platform.room.RoomMain;

/** Says what this machine has and lacks. */
@Command(
        name = "doctor",
        description = "What this machine has and lacks; exit code 1 when something needed is missing.",
        footer = {"", "Example: ./attune doctor", "Example: ./attune doctor --json"})
public final class DoctorCommand implements Callable<Integer> {

    private static final String MODEL = "attune-tiny";

    @Mixin
    private PortOptions portOptions = new PortOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** The result. */
    public record Result(boolean healthy, List<Check> checks) {}

    @Override
    public Integer call() {
        Machine machine = new Machine(common.context().environment());
        List<Check> checks = new ArrayList<>(machine.hardwareAndPrograms());
        checks.add(kernels());
        checks.add(machine.disk(common.context().home()));
        checks.add(machine.ports(
                portOptions.resolve(common.context().environment()),
                common.context().runningStatus().isPresent()));
        checks.add(common.context()
                .models()
                .find(MODEL)
                .map(path -> new Check("model", true, true, path.toString(), ""))
                .orElseGet(() ->
                        new Check("model", false, true, MODEL + " is not here", "check out the repository again")));
        boolean healthy = checks.stream().noneMatch(Check::fails);
        common.give(
                new Result(healthy, checks),
                out -> checks.forEach(check -> out.printf(
                        "%-12s %-8s %s%s%n",
                        check.name(),
                        check.present() ? "yes" : check.needed() ? "MISSING" : "no",
                        check.found(),
                        check.advice().isEmpty() ? "" : " (" + check.advice() + ")")));
        return healthy ? 0 : 1;
    }

    /** What libtorch makes of this processor, measured by the room that uses it. */
    private Check kernels() {
        try {
            return kernels(common.context().rooms().ask(RoomMain.LANGUAGE_MODEL, List.of("doctor")));
        } catch (AttuneException e) {
            return unmeasured();
        }
    }

    private static Check kernels(JsonNode measured) {
        String found = String.format(
                Locale.ROOT,
                "%s; bfloat16 by %s; %d GFLOP/s float32, %d bfloat16; reads %d GB/s; %d threads",
                measured.path("kernels").asText(),
                measured.path("bfloat16").asText(),
                measured.path("float32Gflops").asLong(),
                measured.path("bfloat16Gflops").asLong(),
                measured.path("readGigabytesPerSecond").asLong(),
                measured.path("threads").asInt());
        return new Check("kernels", true, false, found, "");
    }

    private static Check unmeasured() {
        return new Check("kernels", false, false, "libtorch could not be asked", "build it: ./mvnw package");
    }
}
