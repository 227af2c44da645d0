/**
 * The trail of what happened: an entry is written in the transaction of the change it tells of, and a sequencer then puts the
 * entries of all stores into one gap-free chain of hashes in {@code ams_core}, signed outside of the database (docs/audit.md). Entries hold
 * opaque ids, and personal values under the account's key alone, so that the trail outlives an erased customer. Imports {@code shared},
 * {@code persistence} for the stores and {@code vault} for signatures; every feature may import it.
 */
package net.korax.ams.audit;
