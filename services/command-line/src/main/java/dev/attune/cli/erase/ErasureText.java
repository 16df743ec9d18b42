package dev.attune.cli.erase;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.cli.erase.ErasureFollower.Result;

/** An erasure for a person to read. */
final class ErasureText {

    private ErasureText() {}

    static void print(Result result, PrintWriter out) {
        JsonNode person = result.person();
        JsonNode checkpoints = result.checkpoints();
        out.printf(
                "%s is erased (erasure %s): %d ratings of %d items are taken out.%n",
                person.path("pseudonym").asText(),
                person.path("id").asText(),
                person.path("ratings").asLong(),
                person.path("items").asLong());
        for (JsonNode project : person.path("projects")) {
            out.printf(
                    "  project %s: %d ratings",
                    project.path("name").asText(), project.path("ratings").asLong());
            texts(project.path("recipients")).forEach(url -> out.printf("; told to %s", url));
            if (project.path("fits").asLong() > 0) {
                out.printf(
                        "; %d fits of its raters rested on them",
                        project.path("fits").asLong());
            }
            out.println();
        }
        out.printf(
                "%d records of theirs were in what runs had kept, which is erased from the store.%n",
                checkpoints.path("records").asLong());
        if (checkpoints.path("affected").isEmpty()) {
            out.println("No checkpoint learnt from them.");
        }
        for (JsonNode one : checkpoints.path("affected")) {
            List<String> through = texts(one.path("through"));
            List<String> channels = texts(one.path("channels"));
            out.printf(
                    "  %s (%s) learnt from them %s%s%n",
                    one.path("checkpointId").asText(),
                    one.path("name").asText(),
                    one.path("direct").asBoolean() ? "itself" : "through " + String.join(", ", through),
                    channels.isEmpty() ? "" : ", and serves " + String.join(", ", channels));
        }
        for (JsonNode training : checkpoints.path("trainings")) {
            printTraining(training, out);
        }
        out.println("What stays:");
        texts(person.path("stays")).forEach(sentence -> out.println("  " + sentence));
        if (!checkpoints.path("affected").isEmpty()
                && checkpoints.path("trainings").isEmpty()) {
            out.println("Made again without them: ./attune admin erasure "
                    + person.path("id").asText() + " --train CHECKPOINT");
        }
    }

    private static void printTraining(JsonNode training, PrintWriter out) {
        String again = training.path("newCheckpointId").asText("");
        out.printf(
                "  %s is made again: %s%n",
                training.path("checkpointId").asText(),
                again.isEmpty()
                        ? training.hasNonNull("runId")
                                ? "run " + training.path("runId").asText() + ", "
                                        + training.path("state")
                                                .asText("REQUESTED")
                                                .toLowerCase(java.util.Locale.ROOT)
                                : "it waits for what it stands on"
                        : again);
        JsonNode proof = training.path("proof");
        if (proof.isObject()) {
            out.printf(
                    "    it read %d records, of which %d are among the excluded ones (%s)%n",
                    proof.path("records").asLong(),
                    proof.path("inBoth").asLong(),
                    proof.path("sha256").asText());
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
