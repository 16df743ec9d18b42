/** What holds however often one looks: evidence and intervals for those who look after every vote. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.anytime;
