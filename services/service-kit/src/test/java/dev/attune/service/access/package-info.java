@NullMarked
package dev.attune.service.access;

import org.jspecify.annotations.NullMarked;
