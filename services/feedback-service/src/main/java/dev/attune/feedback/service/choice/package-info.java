/** Chooses which item comes next, and keeps the order of those that wait. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.choice;
