/** Models that can be pulled, and the ways by which they come. */
@NullMarked
package dev.attune.cli.model;

import org.jspecify.annotations.NullMarked;
