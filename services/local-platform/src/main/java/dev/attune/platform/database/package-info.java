/** PostgreSQL as a process of its own, from binaries on the class path. */
@NullMarked
package dev.attune.platform.database;

import org.jspecify.annotations.NullMarked;
