/** French: one's own data. */
import type { Sentences } from '../../sentences.ts';

export const frenchData: Sentences['data'] = {
  open: 'Vos données',
  title: 'Vos données',
  intro:
    'Tout ce que Humr garde est sur cet appareil. Rien n’est envoyé nulle part : ni télémétrie, ni compte, ni cookies.',
  where: 'Ce qui est gardé, et où',
  kinds: {
    settings: 'Réglages et votre nom',
    identity: 'Votre clé',
    people: 'Personnes que vous connaissez',
    trail: 'Ce qui est arrivé aux clés',
    history: 'Bilans des appels',
    log: 'Journal de cet appareil',
    app: 'L’application elle-même, pour démarrer hors ligne',
  },
  places: {
    settings: 'Scellés dans la base de données de ce navigateur.',
    identity: 'Scellée à plusieurs endroits de ce navigateur ; aucun script ne peut lire la clé qui la scelle.',
    people: 'Scellées dans la base de données de ce navigateur, et en copie dans ses fichiers privés.',
    trail: 'Scellé dans la base de données de ce navigateur ; les 500 dernières entrées.',
    history: 'Scellés dans la base de données de ce navigateur, pendant 90 jours.',
    log: 'Scellé dans la base de données de ce navigateur, 1 Mo au plus. Ni noms, ni liens, ni clés, ni adresses n’y figurent.',
    app: 'Dans le cache du navigateur ; rien à votre sujet.',
  },
  entries: '{count} entrées',
  one: '1 entrée',
  none: 'Rien',
  used: '{count} ko en tout',
  persistent: 'Votre navigateur a promis de le garder.',
  bestEffort: 'Votre navigateur peut l’effacer quand la place manque.',
  export: 'Tout enregistrer',
  exportHelp:
    'Un fichier lisible avec réglages, appels, journal et liste des personnes. Les clés n’y sont pas : elles ont leur propre sauvegarde, sous une phrase secrète.',
  saveLog: 'Enregistrer le journal',
  saveLogHelp: 'Un texte à montrer à qui vous aide. Il commence par ce qui y a été remplacé.',
  erase: 'Tout effacer',
  eraseHelp: 'Votre clé part en premier. Pour tous, vous serez quelqu’un de nouveau, et rien ne peut l’annuler.',
  eraseTitle: 'Tout effacer sur cet appareil ?',
  eraseConfirm: 'Effacer pour de bon',
  eraseCancel: 'Garder',
  erased: 'Effacé. Il ne reste sur cet appareil que l’application.',
  unreadable: 'Votre clé est effacée. Quelques octets scellés n’ont pas pu l’être ; personne ne peut les ouvrir.',
  notErased: 'L’effacement a échoué : un autre onglet le retient peut-être. Fermez les autres onglets et réessayez.',
  working: 'Un instant…',
  back: 'Au début',
  collector: 'Envoyer les mesures à un collecteur à moi',
  collectorHelp:
    'Désactivé tant que vous ne donnez pas d’adresse. Un collecteur OpenTelemetry reçoit les mesures de vos appels toutes les 15 secondes : ni noms, ni adresses, ni clés.',
  collectorLabel: 'Adresse du collecteur (OTLP sur HTTP)',
  collectorBad: 'L’adresse doit commencer par https://, ou par http:// sur cette machine.',
};
