/** What is asked of the inference service and what it answers, without any framework. */
@NullMarked
package dev.attune.inference;

import org.jspecify.annotations.NullMarked;
