/** The models on this machine: where they lie, and what their files say of themselves. */
@NullMarked
package dev.attune.platform.model;

import org.jspecify.annotations.NullMarked;
