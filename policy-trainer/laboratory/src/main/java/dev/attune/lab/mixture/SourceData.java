package dev.attune.lab.mixture;

import java.util.List;

import dev.attune.lab.task.Example;

/**
 * A source with its examples.
 *
 * @param source with its labels, also where only the data say them
 * @param train what may be tuned on
 * @param heldOut of free answers: what is measured on
 * @param overlaps left out because their text stands in a task that is held out
 * @param repeats left out because their text stands in an earlier task of the cluster
 * @param tooLong left out by their length
 */
record SourceData(Source source, List<Example> train, List<Example> heldOut, int overlaps, int repeats, int tooLong) {
    SourceData {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }
}
