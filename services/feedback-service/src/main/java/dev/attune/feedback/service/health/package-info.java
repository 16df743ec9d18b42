/** Asks the rooms how they are. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.health;
