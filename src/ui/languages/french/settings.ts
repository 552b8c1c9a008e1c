/** French: the settings. */
import type { Sentences } from '../../sentences.ts';

export const frenchSettings: Sentences['settings'] = {
  open: 'Réglages',
  title: 'Réglages',
  close: 'Fermer les réglages',
  notKept: 'Ces réglages valent jusqu’à la fermeture de cet onglet : votre navigateur ne nous laisse rien garder.',
  repairedNote:
    'Certains de vos réglages étaient abîmés et ont repris leur valeur d’origine. Les réglages disent lesquels.',
  repaired: {
    title: 'Certains réglages étaient abîmés et ont repris leur valeur d’origine :',
    dismiss: 'D’accord',
  },
  you: 'Vous',
  look: { theme: 'Apparence', themes: { system: 'Comme le système', light: 'Claire', dark: 'Sombre' } },
  background: {
    heading: 'Quand autre chose est devant',
    help: {
      desktop:
        'Un appel continue derrière d’autres fenêtres et onglets. Tant que l’ordinateur dort, personne ne vous entend ; ensuite l’appel revient tout seul.',
      android:
        'Un appel continue derrière d’autres applications et écran éteint ; Android montre que le micro est utilisé. S’il ferme le navigateur pour économiser l’énergie, rouvrez Humr et revenez à l’appel.',
      apple:
        'Les iPhone et iPad peuvent suspendre le micro dès qu’une autre application est devant ou que l’écran se verrouille. Les autres voient alors « Micro suspendu », et vous entendent de nouveau à votre retour. Gardez Humr devant pendant que vous parlez.',
    },
  },
  voice: {
    heading: 'Votre voix',
    loudness: 'Volume égal',
    loudnessHelp: 'Amène une voix faible ou forte au même niveau.',
    shell: 'Où la voix est nettoyée',
    shells: {
      auto: 'Là où c’est le plus rapide',
      worker: 'Dans un worker, entre deux pistes',
      worklet: 'Dans le graphe audio',
    },
    now: 'En ce moment',
    nowShells: {
      worker: 'La voix passe par un worker.',
      worklet: 'La voix passe par le graphe audio.',
      none: 'La voix est envoyée comme le micro la donne.',
    },
    estimators: {
      learned: 'Un réseau entraîné distingue la parole du bruit.',
      classical: 'Des formules distinguent la parole du bruit ; le réseau manque, ou est trop lent pour cet appareil.',
      off: 'Rien n’est ôté.',
    },
    microphone: 'Micro',
    speaker: 'Haut-parleur',
    usualDevice: 'Celui de votre système',
    unnamedDevice: 'Un appareil sans nom',
    missingDevice: 'Celui que vous aviez choisi, qui n’est pas branché',
    sent: 'Ce que les autres entendent',
    room: 'Bruit de la pièce',
    kept: 'Parole gardée',
    keptUnknown: 'Dites quelque chose pour la mesurer.',
    decibels: '{count} dB',
    idle: 'Les niveaux s’affichent quand votre micro est ouvert.',
  },
  talk: {
    heading: 'Parole et touches',
    mode: 'Quand on vous entend',
    modes: {
      open: 'Toujours, sauf si vous coupez votre micro',
      'push-to-talk': 'Seulement pendant que vous tenez une touche',
      'push-to-mute': 'Sauf pendant que vous tenez une touche',
    },
    talkKey: 'Touche à tenir',
    muteKey: 'Touche pour couper et rétablir',
    deafenKey: 'Touche pour ne rien entendre',
    noKey: 'Aucune',
    press: 'Appuyez sur une touche…',
    remove: 'Retirer',
    twice: 'Une touche fait ici deux choses. Choisissez-en une autre pour l’une d’elles.',
    help: 'Les touches agissent quand cette page est devant et que vous n’écrivez pas. Relâcher la touche, ou quitter la page, la relâche toujours.',
  },
  file: {
    heading: 'Emporter ou recommencer',
    save: 'Enregistrer dans un fichier',
    load: 'Charger un fichier…',
    reset: 'Valeurs d’origine',
    resetSure: 'Tout sur cette page, sauf votre nom, redevient comme au début.',
    resetYes: 'Oui, valeurs d’origine',
    cancel: 'Annuler',
    preview: 'Ce que ce fichier change',
    nothing: 'Ce fichier ne change rien.',
    from: 'maintenant',
    to: 'ensuite',
    apply: 'Utiliser ces réglages',
    refused: 'Ce fichier n’a pas été utilisé. Rien n’a changé.',
    done: 'C’est fait.',
  },
  faults: {
    'too-long': 'Le fichier est bien trop long pour des réglages.',
    'not-json': 'Le fichier n’est pas du JSON, ou il en manque une partie.',
    'not-settings': 'Le fichier ne contient pas de réglages de cette application.',
    newer: 'Le fichier vient d’une version plus récente. Rechargez cette page pour l’obtenir, puis réessayez.',
    unknown: '{path} : ce réglage n’existe pas',
  },
  must: {
    flag: '{path} : doit être true ou false',
    number: '{path} : doit être un nombre de {min} à {max}',
    choice: '{path} : doit être {list}',
    text: '{path} : doit être un texte d’au plus {max} caractères',
    texts: '{path} : doit être une liste d’au plus {count} textes',
    logins: '{path} : doit être une liste d’au plus {count} serveurs, chacun avec les textes url, userName et password',
  },
};
