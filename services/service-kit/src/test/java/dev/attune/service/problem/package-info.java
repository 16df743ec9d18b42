@NullMarked
package dev.attune.service.problem;

import org.jspecify.annotations.NullMarked;
