/**
 * The pages of customer service (P02, P19, P22): requests, finding an account, recording what a customer asked for, acting under
 * it. What they show is masked; a contact is seen in full only under an open request to change it. Nobody imports this package.
 */
package net.korax.ams.web.staff;
