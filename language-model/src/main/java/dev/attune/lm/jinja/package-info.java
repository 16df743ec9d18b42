/** Runs chat templates as Jinja does under transformers, within limits. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.jinja;
