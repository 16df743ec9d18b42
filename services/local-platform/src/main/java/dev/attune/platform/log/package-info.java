/** Log files: bounded while they are written, repeated errors counted, the last lines read. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.log;
