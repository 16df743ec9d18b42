/** What PostgreSQL keeps: entities stay inside, records come out. */
@NullMarked
package dev.attune.feedback.store;

import org.jspecify.annotations.NullMarked;
