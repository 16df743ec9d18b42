/** The whole ring in one command, with simulated raters in the place of people. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.demo;
