/** Rows of projects' settings. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.setting;
