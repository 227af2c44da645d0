-- What the house offers when it opens; the operator changes it in the staff pages.
insert into service_offer values
  ('extra-storage', 'Extra storage, 50 GB', 'Stockage supplémentaire, 50 Go',
   'More room for web sites, databases and mail.', 'Plus de place pour les sites, les bases de données et le courrier.', 600, 'EUR', 1, true, 0),
  ('ssl-certificate', 'Certificate, one year', 'Certificat, un an',
   'An organisation-validated certificate for one host name.', 'Un certificat validé pour un nom d''hôte.', 4900, 'EUR', 2, true, 0),
  ('backup-daily', 'Daily backup', 'Sauvegarde quotidienne',
   'Kept for thirty days, restored on request.', 'Conservée trente jours, restaurée sur demande.', 900, 'EUR', 3, true, 0),
  ('rack-unit', 'One more rack unit', 'Une unité de rack de plus',
   'Power and network for one unit, set up within two days.', 'Courant et réseau pour une unité, prêts en deux jours.', 7500, 'EUR', 4, true, 0),
  ('remote-hands', 'Remote hands, one hour', 'Intervention sur place, une heure',
   'An engineer at your rack, day or night.', 'Un ingénieur devant votre baie, jour et nuit.', 9500, 'EUR', 5, true, 0);
