/** Telling a database that is away from a defect of ours. */
@NullMarked
package dev.attune.service.database;

import org.jspecify.annotations.NullMarked;
