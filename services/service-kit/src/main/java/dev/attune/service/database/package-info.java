/** Telling a database that is away from a defect of ours. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.database;
