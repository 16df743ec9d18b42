/** Means of scores that come in clusters. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.clustered;
