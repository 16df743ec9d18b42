package dev.attune.lab.cell;

import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.study.CellResult.Training;

/**
 * A method that is ready to be measured.
 *
 * @param model as it now is, with what was trained beside it
 */
record Learned(Reader reader, MeasuredModel model, Training training) {}
