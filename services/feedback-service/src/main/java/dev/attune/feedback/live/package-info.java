/** What people say of answers that they were served. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.live;
