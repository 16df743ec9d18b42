/** What the commands of a worker share: settings from files and options, and how a failure is told. */
@NullMarked
package dev.attune.worker.command;

import org.jspecify.annotations.NullMarked;
