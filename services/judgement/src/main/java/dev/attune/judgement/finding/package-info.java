/** What was found, how sure it is, or why it is undefined. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.finding;
