/** What can be done with values as Python has them: operators, methods of texts and containers, formats. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.methods;
