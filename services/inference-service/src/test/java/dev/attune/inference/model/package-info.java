/** Tests of sharing a model. */
@NullMarked
package dev.attune.inference.model;

import org.jspecify.annotations.NullMarked;
