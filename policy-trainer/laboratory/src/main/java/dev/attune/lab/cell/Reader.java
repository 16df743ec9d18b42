package dev.attune.lab.cell;

import java.util.List;

import dev.attune.lab.measure.Predictions;
import dev.attune.lab.task.Example;

/** What a method has come to: something that reads texts. */
@FunctionalInterface
interface Reader {

    Predictions read(List<Example> examples);
}
