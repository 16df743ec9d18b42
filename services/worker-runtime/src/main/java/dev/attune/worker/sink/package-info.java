/** Where the numbers of a run go: files, TensorBoard, and what others provide. */
@org.jspecify.annotations.NullMarked
package dev.attune.worker.sink;
