/** What the commands' options have in common. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.option;
