/** Whom to believe: models of raters, fitted to what they said. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.raters;
