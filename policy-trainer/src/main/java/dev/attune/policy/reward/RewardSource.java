package dev.attune.policy.reward;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

import dev.attune.policy.ground.RewardFunction;

/**
 * Makes rewards of what people name: the folder of a reward model, or a file that describes a reward.
 *
 * @param fields what rules and programs may know of a prompt
 * @param models loads a reward model from its folder
 */
public record RewardSource(PromptFields fields, Function<Path, RewardFunction> models) {

    /**
     * @param path of a reward model, or of a description as in {@link RewardFile}
     * @throws dev.attune.contracts.error.AttuneException {@code bad-reward}, or what loading a reward model may throw
     */
    public RewardFunction open(Path path) {
        return Files.isRegularFile(path) ? of(RewardFile.read(path), folder(path)) : models.apply(path);
    }

    /** @param folder in which programs run */
    RewardFunction of(RewardDescription description, Path folder) {
        return switch (description) {
            case RewardDescription.Model model -> models.apply(Path.of(model.directory()));
            case RewardDescription.ExactMatch rule -> TextRules.each(TextRules.exactMatch(rule, fields));
            case RewardDescription.Format rule -> TextRules.each(TextRules.format(rule));
            case RewardDescription.Length rule -> TextRules.each(TextRules.length(rule));
            case RewardDescription.Program program -> new ProgramReward(program, fields, folder);
            case RewardDescription.Sum sum ->
                new WeightedSum(sum.parts().stream()
                        .map(part -> new WeightedSum.Term(part.name(), part.weight(), of(part.reward(), folder)))
                        .toList());
        };
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of(".") : parent;
    }
}
