@NullMarked
package dev.attune.service.outbox;

import org.jspecify.annotations.NullMarked;
