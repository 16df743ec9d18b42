/** What the commands of a worker share: settings from files and options, and how a failure is told. */
@org.jspecify.annotations.NullMarked
package dev.attune.worker.command;
