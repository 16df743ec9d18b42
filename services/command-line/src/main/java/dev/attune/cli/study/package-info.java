/** What the models of raters and the choice of pairs are worth, measured: rows and pictures. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.study;
