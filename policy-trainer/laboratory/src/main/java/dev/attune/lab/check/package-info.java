/** Checks of an answer: exact, patterns, JSON, likeness, judged by models. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.check;
