/** What managers may set in a project. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.setting;
