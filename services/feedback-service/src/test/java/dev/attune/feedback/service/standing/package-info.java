@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.standing;
