package dev.attune.feedback.service.export;

import java.io.Closeable;
import java.io.IOException;

/** Writes rows into a file of one form. Closing ends the file and leaves open what it is written to. */
interface RowWriter extends Closeable {

    void write(Object row) throws IOException;
}
