/** Content-addressed artifacts: a checkpoint is a directory whose name is the hash of what is in it. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.artifact;
