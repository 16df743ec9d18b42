/** Jinja's language: from a template's text to its statements and expressions. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.syntax;
