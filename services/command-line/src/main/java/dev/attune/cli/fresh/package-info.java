/** What people are asked next: new pairs when there is a new checkpoint, and prompts from logged use. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.fresh;
