/** Tasks that frozen models serve: proposed, approved, promoted and asked. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.task;
