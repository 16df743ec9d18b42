package dev.attune.lab.mixture;

import java.util.List;

import dev.attune.lab.task.Task;

/**
 * A part of a mixture.
 *
 * @param cluster tasks of one kind, which are held out together
 * @param free whether the answers are texts, as in demonstrations, and no labels
 * @param templates at least one
 * @param options labels that a prompt lists at most, the right one among them; 0 for all
 * @param heldOut of free answers: texts that are not tuned on, to measure what tuning costs elsewhere
 * @param longest characters of prompt and answer; longer ones are left out
 * @param maximum the source counts as no larger than that, whatever the sampling's own maximum is
 */
public record Source(
        String name,
        String cluster,
        Task task,
        boolean free,
        List<TaskTemplate> templates,
        int options,
        int heldOut,
        int longest,
        int maximum) {

    public Source {
        templates = List.copyOf(templates);
        if (options < 0 || options == 1 || heldOut < 0 || longest < 1 || maximum < 1) {
            throw MixtureErrors.invalid("The task " + name
                    + " has options, heldOut, longest or maximum that make no sense; options are 2 or more, the others not"
                    + " negative.");
        }
        if (heldOut > 0 && !free) {
            throw MixtureErrors.invalid("The task " + name
                    + " says how many texts are held out, which is for free answers; name the whole task under"
                    + " heldOut.");
        }
    }

    /** The templates that can be scored. */
    List<TaskTemplate> choices() {
        return templates.stream().filter(TaskTemplate::isChoice).toList();
    }
}
