/** Models that can be pulled, and the ways by which they come. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.model;
