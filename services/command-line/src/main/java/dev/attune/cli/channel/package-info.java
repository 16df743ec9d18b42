/** What a channel serves: canaries, the way back, and the emergency stop. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.channel;
