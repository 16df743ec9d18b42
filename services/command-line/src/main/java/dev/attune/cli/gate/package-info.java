/** Gates of projects, and people who stand behind promotions. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.gate;
