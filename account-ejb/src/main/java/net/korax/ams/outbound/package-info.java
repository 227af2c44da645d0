/**
 * The ways out of the house (P01). Whoever opens a connection to anywhere else than the stores asks here first; which classes may do
 * so at all, {@code ArchitectureTest} says.
 */
package net.korax.ams.outbound;
