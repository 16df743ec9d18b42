/** Reading a project in one piece, row by row. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.export;
