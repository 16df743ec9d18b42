/** The models folder: what is in it, and how a model gets there. */
@NullMarked
package dev.attune.platform.model;

import org.jspecify.annotations.NullMarked;
