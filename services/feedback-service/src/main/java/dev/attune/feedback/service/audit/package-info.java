/** The audit log: who did what, each entry chained to the one before. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.audit;
