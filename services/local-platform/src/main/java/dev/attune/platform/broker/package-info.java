/** The Kafka broker inside the supervisor's process. */
@NullMarked
package dev.attune.platform.broker;

import org.jspecify.annotations.NullMarked;
