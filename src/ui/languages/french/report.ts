/** French: quality in a call, the report after it, and the history. */
import type { Sentences } from '../../sentences.ts';

export const frenchReport: Sentences['report'] = {
  heading: 'Comment c’était',
  grades: { excellent: 'Excellent', good: 'Bon', fair: 'Moyen', poor: 'Mauvais' },
  connection: {
    excellent: 'Excellente connexion',
    good: 'Bonne connexion',
    fair: 'Connexion moyenne',
    poor: 'Mauvaise connexion',
  },
  verdicts: {
    excellent: 'Cet appel était excellent.',
    good: 'Cet appel était bon.',
    fair: 'Cet appel était moyen.',
    poor: 'Cet appel était mauvais.',
  },
  reasons: {
    'interrupted-times': 'Coupures de la connexion : {count}, {also} s en tout.',
    'lost-percent': '{count} % de ce qui vous était envoyé s’est perdu en chemin.',
    'their-lost-percent': '{count} % de ce que vous avez envoyé s’est perdu en chemin.',
    'concealed-percent': '{count} % de ce que vous avez entendu a dû être reconstitué.',
    'delay-ms': 'L’aller et retour a pris {count} ms : assez pour se couper la parole.',
    relayed: 'Les voix ont fait un détour par un serveur TURN. Il ne peut pas écouter, mais ajoute du délai.',
    'over-tcp': 'Le réseau ne laissait passer que TCP, qui bégaie quand quelque chose se perd.',
    'noisy-room-db': 'Votre pièce était bruyante ({count} dBFS). L’essentiel a été ôté.',
    'quiet-voice-db': 'Votre voix est partie faiblement ({count} dBFS).',
    'device-busy': 'Cet appareil était occupé : {count} morceaux de votre voix se perdaient par minute.',
    unprocessed: 'Votre voix a été envoyée telle quelle.',
  },
  alerts: {
    loss: 'Beaucoup se perd en chemin.',
    concealment: 'Une grande part de ce que vous entendez doit être reconstituée.',
    delay: 'La connexion est lente : laissez-vous des pauses.',
    'device-busy': 'Cet appareil ne suit pas. Fermez d’autres programmes.',
  },
  faults: {
    'path-lost': 'connexion perdue',
    'no-sound': 'plus rien entendu de quelqu’un',
    'relay-lost': 'relais perdu',
    'microphone-lost': 'micro perdu',
    'microphone-paused': 'micro suspendu par le système',
    'microphone-silent': 'micro muet',
    'chain-failed': 'traitement de la voix en panne',
    'not-saved': 'réglages non enregistrés',
    'refused-proof': 'personne écartée faute de preuve d’identité',
  },
  cause: {
    open: 'Trouver la cause',
    close: 'Masquer la cause',
    list: 'Ce que c’était, et ce qui aide',
    doctor: 'Essayer ces parties maintenant',
    advice: {
      'own-line':
        'Sans doute votre propre connexion : cela allait mal avec tout le monde. Un câble ou une place plus près du Wi-Fi aide ; mettre les téléchargements en attente aussi.',
      'their-line': 'Sans doute la connexion de {name} : avec les autres, tout allait bien.',
      'either-line':
        'Votre connexion ou celle de {name} ; à deux, on ne peut pas dire laquelle. Le diagnostic mesure la vôtre.',
      'way-lost':
        'La connexion s’est rompue. Un Wi-Fi faible, un passage du Wi-Fi au réseau mobile ou un VPN qui se renouvelle en sont capables.',
      'far-way':
        'Le chemin entre vous est long. Aucun réglage ne le raccourcit ; un VPN ou un réseau mobile peut l’allonger.',
      detour:
        'Les voix sont passées par un serveur TURN. Autorisez les connexions directes dans les réglages, ou indiquez un serveur plus proche de vous deux.',
      'tcp-only':
        'L’un des réseaux bloque UDP, comme le font des entreprises et des hôtels. Un autre réseau, celui d’un téléphone par exemple, fait mieux.',
      'relay-lost':
        'Le relais a disparu. Les voix n’y passent pas, mais personne de nouveau ne pouvait entrer. Un second relais dans les réglages prend la suite.',
      'busy-device':
        'Cet appareil ne suivait pas. Fermez d’autres programmes, branchez le chargeur ou ne partagez pas d’écran pendant ce temps.',
      unprocessed:
        'La réduction du bruit ne fonctionnait pas ici. Rechargez la page ; si cela se répète, un navigateur plus récent peut aider.',
      'microphone-lost':
        'Le micro a disparu : débranché, ou pris par le système ou un autre programme. Choisissez-le de nouveau dans les réglages.',
      'microphone-silent':
        'Le micro ne donnait rien du tout. Il a peut-être son propre interrupteur, ou un autre programme le tient.',
      'noisy-room': 'C’était bruyant autour de vous. Plus près du micro, votre voix ressort et il en reste davantage.',
      'quiet-voice': 'Votre voix était faible. Approchez-vous du micro, ou montez son niveau dans le système.',
    },
  },
  recovery: 'Interruptions de toute sorte : {times}. Rétablies : {recovered}. La plus longue a duré {longest} s.',
  health: 'État de cet appel',
  nothingWrong: 'Rien n’a gêné vos voix.',
  tooShort: 'L’appel était trop court pour en juger.',
  people: 'Personne par personne',
  mine: 'Ce que vous avez entendu : {count} % perdu, {also} % reconstitué.',
  theirs: 'Ce que l’on a entendu de vous : {count} % perdu, {also} % reconstitué.',
  theirsUnknown: 'On ne nous a pas dit comment vous étiez entendu.',
  compared: {
    better: 'Mieux que la plupart de vos appels précédents.',
    worse: 'Moins bien que la plupart de vos appels précédents.',
    usual: 'À peu près comme vos appels d’habitude.',
  },
  graph: {
    open: 'Montrer les mesures',
    close: 'Cacher les mesures',
    heading: 'Mesures de l’appel',
    network: 'Réseau : pourcentage de paquets perdus et de son reconstitué, au fil du temps',
    delay: 'Délai : millisecondes aller et retour, et dans le tampon, au fil du temps',
    levels: 'Niveaux : dBFS de votre micro et de ce qui est envoyé, au fil du temps',
    lost: 'Perdu, %',
    concealed: 'Reconstitué, %',
    roundTrip: 'Aller et retour, ms',
    buffer: 'Tampon, ms',
    input: 'Micro, dBFS',
    output: 'Envoyé, dBFS',
    waiting: 'Les mesures viennent dès que quelqu’un est connecté.',
  },
  history: {
    open: 'Appels précédents',
    title: 'Appels précédents',
    intro: 'Gardés sur cet appareil seulement, scellés, pendant {count} jours.',
    empty: 'Pas encore d’appels. Après chacun, son bilan s’affiche ici.',
    recovery: 'Interruptions pendant ces appels : {times}. Rétablies : {recovered}. La plus longue a duré {longest} s.',
    list: 'Bilans',
    with: 'Avec {name}',
    alone: 'Quelqu’un',
    back: 'Au début',
    remove: 'Oublier tous les appels',
    removed: 'Tous les appels sont oubliés.',
    length: 'Durée {name}',
  },
};
