package dev.attune.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.lm.ScalarHead;
import dev.attune.lm.adapt.PeftDirectory;

/**
 * A finished policy as others load it: the PEFT adapter at the top, and the value head, with which a later run goes on, in a
 * folder of its own where the method has one. Nothing in it differs between two equal runs.
 */
public final class PolicyArtifact {

    private static final List<String> FILES =
            List.of(PeftDirectory.CONFIG, PeftDirectory.WEIGHTS, PolicyModel.VALUE_HEAD + "/" + ScalarHead.FILE);

    private PolicyArtifact() {}

    /** The hash that stands for the policy in {@code directory}: of the adapter's weights. */
    public static String sha256(Path directory) throws IOException {
        return DirectoryManifest.sha256(directory.resolve(PeftDirectory.WEIGHTS));
    }

    /** Copies the policy out of a state of its run; whatever else {@code target} holds stays. */
    public static void export(Path state, Path target) {
        try {
            for (String file : FILES) {
                if (file.startsWith(PolicyModel.VALUE_HEAD) && !Files.exists(state.resolve(file))) {
                    continue; // a method without a value function
                }
                Path to = target.resolve(file);
                Files.createDirectories(to.getParent());
                Files.copy(state.resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new AttuneException(
                    "policy-not-written",
                    ErrorCategory.RESOURCES,
                    "The policy could not be written to " + target + " (" + e.getMessage()
                            + "); check the disk's space and permissions.",
                    e);
        }
    }
}
