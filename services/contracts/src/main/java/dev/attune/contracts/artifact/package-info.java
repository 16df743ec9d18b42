/** Content-addressed artifacts: a checkpoint is a directory whose name is the hash of what is in it. */
@NullMarked
package dev.attune.contracts.artifact;

import org.jspecify.annotations.NullMarked;
