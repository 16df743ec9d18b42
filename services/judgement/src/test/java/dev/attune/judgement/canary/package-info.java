/** The sequential test of canaries. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.canary;
