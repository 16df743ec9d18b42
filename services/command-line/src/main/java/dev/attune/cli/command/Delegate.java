package dev.attune.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.attune.cli.terminal.Context;
import dev.attune.platform.room.RoomMain;

/**
 * A command whose work another room does: the command line starts that room's main as a child process, because it may
 * not know the room's classes.
 *
 * @param path words of the command, such as {@code train reward}
 * @param room that does the work
 * @param first arguments of the room's main, before the user's own
 * @param says one line for the list of commands
 */
public record Delegate(List<String> path, RoomMain room, List<String> first, String says) {

    static final List<Delegate> ALL = List.of(
            languageModel("generate", "generate", "An answer of a model to a prompt, streamed."),
            rewardModel("train reward", "train", "Train a reward model on a file of preferences."),
            laboratory("data mix", "data mix", "Draw demonstrations from a mixture of tasks."),
            policy("train ppo", "train ppo", "Tune a policy with PPO against a reward model."),
            policy("train grpo", "train grpo", "Tune a policy by comparing answers to a prompt with each other."),
            policy("train rloo", "train rloo", "Tune a policy by comparing each answer with the mean of the others."),
            policy("train rejection", "train rejection", "Tune a model on the best of n of its own answers."),
            policy("train sft", "train sft", "Tune a model on a file of demonstrations."),
            policy("train dpo", "train dpo", "Tune a model directly on preferences: DPO, IPO and their kin."),
            policy("train kto", "train kto", "Tune a model on good and bad answers."),
            policy("train orpo", "train orpo", "Tune a model on preferences without a reference."),
            policy(
                    "train online-dpo",
                    "train online-dpo",
                    "Tune a policy by DPO on its own answers, judged by a reward."),
            rewardModel("evaluate reward", "evaluate", "A reward model's accuracy on a file of preferences."),
            policy("evaluate winrate", "evaluate winrate", "How often one checkpoint beats another, judged blindly."),
            policy("evaluate gates", "evaluate gates", "Whether a checkpoint gets through a project's gates."),
            policy("evaluate best-of", "evaluate best-of", "The reward of the best of n samples, and at which KL."),
            laboratory("evaluate classify", "evaluate classify", "How well a model sorts texts into classes."),
            laboratory("evaluate reliability", "evaluate reliability", "Agreement, bias, calibration, refusals."),
            laboratory("evaluate tasks", "evaluate tasks", "Tasks held out of a mixture, before and after tuning."),
            languageModel("evaluate perplexity", "evaluate-perplexity", "A model's perplexity on a file of texts."),
            laboratory("prompts run", "prompts run", "Run a suite of prompts, cases and checks."),
            laboratory("prompts search", "prompts search", "Search a better prompt within a budget of model calls."),
            laboratory("prompts tokens", "prompts tokens", "Search tokens that help before each text by gradients."),
            laboratory("prompts read", "prompts read", "The tokens nearest to a soft prompt."),
            laboratory("prompts suggest", "prompts suggest", "Edited prompts from the cases that a run failed."),
            laboratory("prompts compare", "prompts compare", "Two runs or versions of prompts, with intervals."),
            laboratory("prompts diff", "prompts diff", "What changed between two versions of a prompt."),
            laboratory("lab", "lab", "Methods of tuning and asking compared on tasks: quality, cost, which to take."),
            laboratory("tasks make", "tasks make", "A task's folder of a prompt, its figures and adapters."),
            languageModel("bench generate", "bench generate", "Time generation; with --peer transformers too."),
            languageModel("bench train", "bench train", "Time a step of tuning; with --peer TRL too."),
            languageModel("bench peft", "bench-peft", "Time steps of each way of tuning; with --peer PEFT's too."),
            policy("bench ppo", "bench ppo", "Time an update of PPO; with --peer TRL's too."),
            rewardModel("bench reward", "bench reward", "Time a step of reward modelling; with --peer TRL's too."),
            policy("bench sft", "bench sft", "Time a step of supervised tuning; with --peer TRL's too."),
            policy("bench dpo", "bench dpo", "Time a step of DPO; with --peer TRL's too."),
            languageModel("bench load", "bench load", "Time loading; with --peer transformers too."),
            languageModel(
                    "bench adapters",
                    "bench adapters",
                    "Time rows with adapters of their own; with --peer PEFT's too."));

    /** Options whose value may be a model's name. */
    private static final Set<String> NAMING_A_MODEL = Set.of("--model", "--base", "--a", "--b", "--opponent");

    public Delegate {
        path = List.copyOf(path);
        first = List.copyOf(first);
    }

    /** The delegate whose words the arguments begin with. */
    public static Optional<Delegate> of(List<String> arguments) {
        return ALL.stream()
                .filter(delegate -> arguments.size() >= delegate.path.size()
                        && arguments.subList(0, delegate.path.size()).equals(delegate.path))
                .findFirst();
    }

    /** First words that need a second one, such as {@code train}. */
    static List<String> families() {
        return ALL.stream()
                .filter(delegate -> delegate.path.size() > 1)
                .map(delegate -> delegate.path.getFirst())
                .distinct()
                .toList();
    }

    String name() {
        return String.join(" ", path);
    }

    /** Arguments for the room's main: a model's name becomes its directory wherever an option says one. */
    List<String> arguments(List<String> given, Context context) {
        List<String> all = new ArrayList<>(first);
        List<String> own = given.subList(path.size(), given.size());
        for (int i = 0; i < own.size(); i++) {
            String argument = own.get(i);
            int equals = argument.indexOf('=');
            String before = i == 0 ? "" : own.get(i - 1);
            if (equals > 0 && NAMING_A_MODEL.contains(argument.substring(0, equals))) {
                all.add(argument.substring(0, equals + 1) + directory(argument.substring(equals + 1), context));
            } else if (NAMING_A_MODEL.contains(before)) {
                all.add(directory(argument, context));
            } else {
                all.add(argument);
            }
        }
        return all;
    }

    /** What is no model's name is a checkpoint's folder or a GGUF file, for the room itself to read. */
    private static String directory(String name, Context context) {
        return Files.exists(Path.of(name))
                ? name
                : context.models().resolve(name).toString();
    }

    private static Delegate languageModel(String path, String first, String says) {
        return new Delegate(words(path), RoomMain.LANGUAGE_MODEL, words(first), says);
    }

    private static Delegate rewardModel(String path, String first, String says) {
        return new Delegate(words(path), RoomMain.REWARD_MODEL, words(first), says);
    }

    private static Delegate policy(String path, String first, String says) {
        return new Delegate(words(path), RoomMain.POLICY_TRAINER, words(first), says);
    }

    private static Delegate laboratory(String path, String first, String says) {
        return new Delegate(words(path), RoomMain.LABORATORY, words(first), says);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
