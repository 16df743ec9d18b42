package dev.attune.policy.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.type.TypeReference;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lm.peft.PeftDirectory;

/** Which adapters a policy comes from: the hashes of their weights, oldest first, in a file beside its own. */
public final class Ancestry {

    /** A JSON list of hashes; absent where nothing is known. */
    public static final String FILE = "ancestry.json";

    private Ancestry() {}

    /** The ancestors of a policy that continues the adapter in {@code parent}: those of the parent and the parent. */
    public static List<String> continuing(Path parent) {
        List<String> ancestors = new ArrayList<>(read(parent));
        ancestors.add(hash(parent));
        return ancestors;
    }

    static List<String> read(Path policy) {
        Path file = policy.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Json.MAPPER.readValue(file.toFile(), new TypeReference<List<String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("The ancestry " + file + " cannot be read", e);
        }
    }

    public static void write(Path policy, List<String> ancestors) throws IOException {
        Files.write(policy.resolve(FILE), Json.MAPPER.writeValueAsBytes(ancestors));
    }

    /**
     * Refuses a reference that a policy does not come from: a KL to it would measure something else.
     *
     * @throws AttuneException {@code not-an-ancestor}
     */
    public static void require(Path reference, Path parent) {
        if (!continuing(parent).contains(hash(reference))) {
            throw ErrorCategory.CALLER.error(
                    "not-an-ancestor",
                    "Setting reference is " + reference + ", but the policy " + parent
                            + " does not come from it; give the policy itself, one of its ancestors, or no reference.");
        }
    }

    private static String hash(Path adapter) {
        try {
            return DirectoryManifest.sha256(adapter.resolve(PeftDirectory.WEIGHTS));
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "adapter-unreadable",
                    "The adapter " + adapter + " cannot be read (" + e.getMessage()
                            + "); give a PEFT adapter's folder.",
                    e);
        }
    }
}
