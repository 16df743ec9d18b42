/** The whole ring in one command, with simulated raters in the place of people. */
@NullMarked
package dev.attune.platform.demo;

import org.jspecify.annotations.NullMarked;
