package dev.attune.policy.reward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.policy.ground.RewardFunction;

/**
 * A program that scores answers. For each it reads a line {@code {"prompt": [messages], "answer": "...", "line": {...}}},
 * where {@code line} is the prompt's line of the prompt file, and writes a line {@code {"reward": 0.5}}, in the same order;
 * {@code {"reward": null}} says that it cannot score the answer. It gets all lines of a batch and then the end of the file.
 *
 * <p>A run repeats exactly only if the program does.
 *
 * @param folder in which the program runs
 */
record ProgramReward(RewardDescription.Program description, PromptFields fields, Path folder)
        implements RewardFunction {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramReward.class);

    @Override
    public float[] score(List<List<Message>> prompts, List<String> answers) {
        if (answers.isEmpty()) {
            return new float[0];
        }
        Path files = null;
        try {
            files = Files.createTempDirectory("attune-reward");
            return score(files, prompts, answers);
        } catch (IOException e) {
            throw failure("it cannot be run: " + e.getMessage(), e);
        } finally {
            delete(files);
        }
    }

    /** Through files: neither side can wait for the other, and what was written before the limit is there. */
    private float[] score(Path files, List<List<Message>> prompts, List<String> answers) throws IOException {
        Path input = Files.write(files.resolve("input.jsonl"), lines(prompts, answers));
        Path output = files.resolve("output.jsonl");
        Path errors = files.resolve("errors.txt");
        Process process = new ProcessBuilder(description.command())
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = await(process);
        if (ended && process.exitValue() != 0) {
            throw failure("it ended with exit code " + process.exitValue() + lastLine(errors), null);
        }
        return rewards(Files.readString(output), answers.size(), ended);
    }

    private List<String> lines(List<List<Message>> prompts, List<String> answers) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            ObjectNode line = Json.MAPPER.createObjectNode();
            line.set("prompt", Json.MAPPER.valueToTree(prompts.get(i)));
            line.put("answer", answers.get(i));
            JsonNode more = fields.line(prompts.get(i));
            line.set("line", more.isMissingNode() ? Json.MAPPER.createObjectNode() : more);
            lines.add(Json.text(line));
        }
        return lines;
    }

    /** Whether the program ended within its limit; otherwise it is ended, with all that it started. */
    private boolean await(Process process) {
        try {
            if (process.waitFor(description.limit().toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw failure("the run was interrupted while it worked", e);
        }
        end(process);
        return false;
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private float[] rewards(String output, int count, boolean ended) {
        String[] lines = output.isEmpty() ? new String[0] : output.split("\n", -1);
        int whole = Math.min(count, lines.length - (output.isEmpty() ? 0 : 1)); // the last line is cut, or empty
        int unterminated = ended && lines.length > 0 && !lines[lines.length - 1].isBlank() ? 1 : 0;
        int given = Math.min(count, whole + unterminated);
        if (ended && given < count) {
            throw failure("it wrote " + given + " lines for " + count + " answers", null);
        }
        float[] rewards = new float[count];
        Arrays.fill(rewards, Float.NaN);
        for (int i = 0; i < given; i++) {
            rewards[i] = reward(lines[i], i + 1);
        }
        if (given < count) {
            LOG.warn(
                    "The reward program {} was ended after {} s; {} of {} answers are not scored.",
                    description.command().getFirst(),
                    description.limit().toMillis() / 1000.0,
                    count - given,
                    count);
        }
        return rewards;
    }

    private float reward(String line, int number) {
        try {
            JsonNode reward = Json.MAPPER.readTree(line).path("reward");
            if (reward.isNull()) {
                return Float.NaN;
            }
            if (reward.isNumber() && Float.isFinite(reward.floatValue())) {
                return reward.floatValue();
            }
        } catch (JsonProcessingException e) {
            throw failure("line " + number + " of what it wrote is not JSON: " + Json.sentence(e), e);
        }
        throw failure("line " + number + " of what it wrote has no finite number or null as its reward", null);
    }

    private static String lastLine(Path errors) throws IOException {
        List<String> lines =
                Files.readString(errors).lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "" : " and said: " + lines.getLast().strip();
    }

    private AttuneException failure(String why, @Nullable Exception cause) {
        return ErrorCategory.CALLER.error(
                "reward-program-failed",
                "The reward program " + description.command().getFirst() + " failed: " + why + ".",
                cause);
    }

    private static void delete(@Nullable Path files) {
        if (files == null) {
            return;
        }
        try {
            Directories.delete(files);
        } catch (IOException e) {
            LOG.warn("The temporary folder {} could not be removed: {}", files, e.getMessage());
        }
    }
}
