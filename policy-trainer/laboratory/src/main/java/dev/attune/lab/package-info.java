/** The laboratory's command line. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab;
