/** The models on this machine: where they lie, and what their files say of themselves. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.model;
