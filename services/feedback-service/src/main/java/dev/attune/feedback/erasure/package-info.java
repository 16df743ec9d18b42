/** People who were erased. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.erasure;
