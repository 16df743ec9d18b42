/** Ratings as files for trainers and for other programs. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.export;
