@NullMarked
package dev.attune.service.trace;

import org.jspecify.annotations.NullMarked;
