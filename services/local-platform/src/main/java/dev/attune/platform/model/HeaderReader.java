package dev.attune.platform.model;

import java.nio.file.Path;
import java.util.List;

/** Reads the headers of files of weights. */
@FunctionalInterface
public interface HeaderReader {

    /** What each file's header says, in the order of the files. */
    List<FileHeader> read(List<Path> files);
}
