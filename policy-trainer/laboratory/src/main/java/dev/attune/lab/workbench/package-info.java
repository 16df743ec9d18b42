/** Suites run against models, runs kept, compared and told. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.workbench;
