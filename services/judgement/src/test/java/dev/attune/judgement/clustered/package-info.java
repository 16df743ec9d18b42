@org.jspecify.annotations.NullMarked
package dev.attune.judgement.clustered;
