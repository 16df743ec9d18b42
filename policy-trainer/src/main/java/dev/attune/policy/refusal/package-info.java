/** Whether an answer refuses, and how often that is said wrongly. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.refusal;
