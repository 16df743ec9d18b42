/** Which pair is worth asking about next. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.choice;
