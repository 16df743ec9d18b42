/** Where the numbers of a run go: files, TensorBoard, and what others provide. */
@NullMarked
package dev.attune.worker.sink;

import org.jspecify.annotations.NullMarked;
