package dev.attune.lab.mixture;

import java.util.List;
import java.util.Set;

/**
 * What is tuned on, and what is kept out of it as a whole.
 *
 * @param examples lines to write
 * @param heldOut names of clusters or tasks
 * @param shuffledLabels whether the labels that a prompt lists come in an order of their own each time
 */
public record Mixture(
        String name,
        long seed,
        int examples,
        Sampling sampling,
        FewShot fewShot,
        List<Source> sources,
        List<String> heldOut,
        boolean shuffledLabels,
        Evaluation evaluation) {

    /**
     * Prompts that show examples.
     *
     * @param share of all prompts with labels
     * @param most examples in one; their number is drawn from 1 on
     */
    public record FewShot(double share, int most) {
        public FewShot {
            if (!(share >= 0 && share <= 1) || most < 1) {
                throw MixtureErrors.invalid(
                        "The share of few-shot prompts lies between 0 and 1, and they show 1 example" + " or more, not "
                                + share + " and " + most + ".");
            }
        }
    }

    /**
     * How tasks that are held out are measured.
     *
     * @param items texts of each
     * @param shots examples in the few-shot prompts; 0 for zero-shot only
     */
    public record Evaluation(int items, int shots, long seed) {
        public Evaluation {
            if (items < 2 || shots < 0) {
                throw MixtureErrors.invalid("An evaluation needs 2 items or more and no negative shots, not " + items
                        + " and " + shots + ".");
            }
        }
    }

    public Mixture {
        sources = List.copyOf(sources);
        heldOut = List.copyOf(heldOut);
        if (examples < 1) {
            throw MixtureErrors.invalid("A mixture has 1 example or more, not " + examples + ".");
        }
        requireNames(sources, heldOut);
    }

    private static void requireNames(List<Source> sources, List<String> heldOut) {
        List<String> names = sources.stream().map(Source::name).toList();
        if (Set.copyOf(names).size() < names.size()) {
            throw MixtureErrors.invalid(
                    "Two tasks of the mixture have the same name; give each one of its own: " + names + ".");
        }
        for (String name : heldOut) {
            if (sources.stream()
                    .noneMatch(source ->
                            source.name().equals(name) || source.cluster().equals(name))) {
                throw MixtureErrors.invalid("\"" + name + "\" is held out, and no task or cluster has that name.");
            }
        }
        if (sources.stream().allMatch(source -> isHeldOut(source, heldOut))) {
            throw MixtureErrors.invalid("Every task of the mixture is held out; nothing is left to tune on.");
        }
    }

    private static boolean isHeldOut(Source source, List<String> heldOut) {
        return heldOut.contains(source.name()) || heldOut.contains(source.cluster());
    }

    /** The sources that are tuned on. */
    public List<Source> training() {
        return sources.stream().filter(source -> !isHeldOut(source, heldOut)).toList();
    }

    /** The sources that are kept out as wholes. */
    public List<Source> unseen() {
        return sources.stream().filter(source -> isHeldOut(source, heldOut)).toList();
    }
}
