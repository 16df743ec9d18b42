/** Two checkpoints that answer different people at the same time: which one people like better, looked at after every vote. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.canary;
