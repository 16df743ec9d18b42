/** How the rooms are, over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.health;
