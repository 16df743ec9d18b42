/** Tests of sharing a model. */
@org.jspecify.annotations.NullMarked
package dev.attune.inference.model;
