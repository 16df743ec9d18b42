/** Taking out the ratings of one person. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.voiding;
