/** What the rooms say to each other: topics, events, job configurations, artifacts and error codes. */
@NullMarked
package dev.attune.contracts;

import org.jspecify.annotations.NullMarked;
