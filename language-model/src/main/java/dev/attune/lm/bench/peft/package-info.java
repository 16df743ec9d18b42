/** Ways of tuning timed beside PEFT, from the same start on the same batches. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.bench.peft;
