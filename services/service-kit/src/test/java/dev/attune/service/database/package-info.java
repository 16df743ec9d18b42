@NullMarked
package dev.attune.service.database;

import org.jspecify.annotations.NullMarked;
