/** What a transformer is: sizes, architecture, names of its weights. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.config;
