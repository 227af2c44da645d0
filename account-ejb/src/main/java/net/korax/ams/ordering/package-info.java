/**
 * The journey of an order: placed in {@code ams_core}, its card request made in {@code ams_vault}, the order marked. Each step is
 * a transaction in one store and may be run again. Imports features; nobody imports it but the pages.
 */
package net.korax.ams.ordering;
