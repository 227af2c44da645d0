/**
 * The trail of what happened: an entry is written in the transaction of the change it tells of, and a sequencer then puts the
 * entries of all stores into one gap-free chain of hashes in {@code ams_core}. Entries hold opaque ids alone, so that the trail
 * outlives an erased customer. Imports {@code shared}; every feature may import it.
 */
package net.korax.ams.audit;
