package dev.attune.lm.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.FileHeader;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.gguf.GgufFile;

/** Says what files of weights hold, for those who may not know the formats. */
@Command(
        name = "headers",
        description = "What the headers of files of weights say, as JSON, without reading a weight.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: headers smollm2/model.safetensors tiny.gguf"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class HeadersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Safetensors or GGUF files.")
    private List<Path> files;

    @Override
    public Integer call() throws IOException {
        ArrayNode result = JsonOutput.JSON.createArrayNode();
        files.forEach(file -> result.add(describe(file)));
        spec.commandLine().getOut().println(JsonOutput.pretty(result));
        return 0;
    }

    /** A file that is not whole is a result, too. */
    private static ObjectNode describe(Path path) {
        ObjectNode said =
                JsonOutput.JSON.createObjectNode().put("bytes", path.toFile().length());
        try {
            FileHeader header =
                    path.toString().endsWith(".gguf") ? GgufFile.header(path) : SafetensorsFile.header(path);
            said.put("parameters", header.parameters());
            header.numberTypes().forEach(said.putArray("numberTypes")::add);
        } catch (CheckpointException failure) {
            said.put("parameters", 0).put("problem", failure.problem()).putArray("numberTypes");
        }
        return said;
    }
}
