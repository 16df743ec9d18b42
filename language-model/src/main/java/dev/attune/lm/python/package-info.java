/** Values as Python has them: how they are written, compared and computed, and the methods that chat templates call. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.python;
