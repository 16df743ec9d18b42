/** What there is to train on, over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.training;
