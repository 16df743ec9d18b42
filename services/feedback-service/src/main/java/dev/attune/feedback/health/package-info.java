/** How the rooms are, as an administrator sees it. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.health;
