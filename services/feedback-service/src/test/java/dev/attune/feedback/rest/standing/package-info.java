@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.standing;
