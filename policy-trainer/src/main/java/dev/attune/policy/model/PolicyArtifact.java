package dev.attune.policy.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lm.peft.PeftDirectory;

/**
 * A finished policy as others load it: the PEFT adapter or the model at the top, and in folders of their own the value head
 * and the trunk of its values, with which a later run goes on. Nothing in it differs between two equal runs.
 */
public final class PolicyArtifact {

    private static final String WHOLE = "model.safetensors";

    /** What else may lie in a state of a run. */
    private static final Set<String> OF_THE_RUN = Set.of("state.json", "hashes.json", "optimiser.safetensors");

    private PolicyArtifact() {}

    /** The hash that stands for the policy in {@code directory}: of the adapter's weights, or of the model's. */
    public static String sha256(Path directory) throws IOException {
        String weights = Trunk.isAdapter(directory) ? PeftDirectory.WEIGHTS : WHOLE;
        return DirectoryManifest.sha256(directory.resolve(weights));
    }

    /** Copies the policy out of its run; whatever else {@code target} holds stays. */
    public static void export(Path policy, Path target) {
        try (Stream<Path> found = Files.walk(policy)) {
            List<Path> files = found.filter(Files::isRegularFile)
                    .filter(file -> !OF_THE_RUN.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
            for (Path file : files) {
                Path to = target.resolve(policy.relativize(file).toString());
                Files.createDirectories(to.toAbsolutePath().getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "policy-not-written",
                    "The policy could not be written to " + target + " (" + e.getMessage()
                            + "); check the disk's space and permissions.",
                    e);
        }
    }
}
