/** The policy trainer's entry: its command line. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy;
