/**
 * The catalogue of services that can be ordered, and the orders, in {@code ams_core}. Imports {@code account} and below; ordering
 * with a card is the journey in {@code ordering}.
 */
package net.korax.ams.catalogue;
