/** A checkpoint measured beside another one at a project's gates, and what each gate came to; knows no bus. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.gate;
