/** PostgreSQL as a process of its own, from binaries on the class path. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.database;
