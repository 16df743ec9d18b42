/** Suites of prompts and cases as promptfoo's YAML has them, read and refused. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.suite;
