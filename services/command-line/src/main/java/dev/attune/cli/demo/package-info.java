/** The whole ring in one command, with simulated raters in the place of people. */
@NullMarked
package dev.attune.cli.demo;

import org.jspecify.annotations.NullMarked;
