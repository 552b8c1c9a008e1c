/** French: the doctor. */
import type { Sentences } from '../../sentences.ts';

const causes: Sentences['doctor']['causes'] = {
  timeout: {
    title: 'Pas de réponse à temps',
    help: 'Quelque chose est bloqué. Rechargez la page et relancez le diagnostic.',
  },
  broken: {
    title: 'L’examen lui-même a échoué',
    help: 'Rechargez la page et relancez le diagnostic. Si cela persiste, essayez un autre navigateur.',
  },
  'needs-microphone': {
    title: 'Non examiné : il y faut le micro',
    help: 'Quand le micro marche, relancez le diagnostic.',
  },
  'needs-relay': {
    title: 'Non examiné : il y faut le relais',
    help: 'Quand le relais répond, relancez le diagnostic.',
  },
  'mic-ok': { title: 'Il vous entend bien', help: '' },
  'mic-missing': { title: 'Aucun micro trouvé', help: 'Branchez-en un ou allumez-le.' },
  'mic-denied': {
    title: 'Le micro n’est pas autorisé',
    help: 'Autorisez-le pour cette page dans les réglages du navigateur, à côté de l’adresse.',
  },
  'mic-busy': {
    title: 'Le micro ne répond pas',
    help: 'Fermez les autres programmes qui l’utilisent, ou débranchez-le et rebranchez-le.',
  },
  'mic-unsupported': {
    title: 'Cette page n’atteint pas de micro',
    help: 'Ouvrez-la par une adresse https dans un navigateur à jour.',
  },
  'mic-silent': {
    title: 'Il ne donne que du silence',
    help: 'Cherchez un interrupteur sur le câble ou le casque, et voyez le niveau d’entrée de votre système.',
  },
  'mic-quiet': {
    title: 'Votre voix est très faible',
    help: 'Rapprochez-vous, ou montez le niveau d’entrée de votre système.',
  },
  'mic-noisy': {
    title: 'La pièce est bruyante',
    help: 'Humr en ôte beaucoup. Un casque ou un endroit plus calme fait le reste.',
  },
  'mic-loud': {
    title: 'Votre voix est trop forte pour le micro',
    help: 'Baissez le niveau d’entrée de votre système, ou éloignez-vous un peu.',
  },
  'mic-waiting': { title: 'Il marche ; personne n’a parlé', help: '' },
  'mic-unanswered': {
    title: 'Il ne s’est pas ouvert à temps',
    help: 'Le navigateur demande peut-être si cette page peut s’en servir : répondez à côté de l’adresse, puis recommencez.',
  },
  'chain-ok': { title: 'Elle suit', help: '' },
  'chain-none': {
    title: 'Elle ne tourne pas dans ce navigateur',
    help: 'Les autres entendent votre micro tel quel. Un Chrome, Edge, Firefox ou Safari à jour aide.',
  },
  'chain-stalled': {
    title: 'Elle n’a presque jamais son tour',
    help: 'Fermez les autres onglets et programmes qui travaillent beaucoup.',
  },
  'chain-missed': {
    title: 'Des morceaux de son se perdent',
    help: 'Fermez les autres onglets et programmes qui travaillent beaucoup, ou branchez l’appareil au secteur.',
  },
  'chain-classical': {
    title: 'Seule la méthode simple tourne',
    help: 'Le réseau entraîné ne s’est pas chargé, ou est trop lent ici. Vérifiez que vous êtes en ligne et rechargez.',
  },
  'context-ok': { title: 'Il marche', help: '' },
  'context-held': {
    title: 'Le navigateur retient le son',
    help: 'Touchez la page quelque part et relancez le diagnostic.',
  },
  'context-late': {
    title: 'Le son sort tard',
    help: 'C’est le cas des casques sans fil. Avec un câble, vous vous coupez moins la parole.',
  },
  'context-no-worklet': {
    title: 'Une partie du système de son ne s’est pas chargée',
    help: 'Vérifiez que vous êtes en ligne, puis rechargez cette page.',
  },
  'path-ok': { title: 'Les appels trouvent un chemin', help: '' },
  'path-none': {
    title: 'Aucune sortie trouvée',
    help: 'Vous êtes hors ligne, ou le navigateur interdit les connexions directes. Voyez ses réglages et ses extensions.',
  },
  'path-no-udp': {
    title: 'Seuls des chemins lents ont été trouvés',
    help: 'Ce réseau bloque UDP. Un autre, comme les données mobiles, sonne mieux.',
  },
  'path-stun-silent': {
    title: 'Votre adresse sur internet reste inconnue',
    help: 'Le serveur STUN n’a pas répondu. Sur le même Wi-Fi les appels marchent ; ailleurs, vérifiez son adresse dans les réglages.',
  },
  'relay-ok': { title: 'Il répond vite', help: '' },
  'relay-slow': {
    title: 'Il répond lentement',
    help: 'Entrer prend plus de temps ; l’appel lui-même n’est pas ralenti.',
  },
  'relay-silent': {
    title: 'Il s’ouvre, mais ne transmet rien',
    help: 'Un autre relais dans les réglages aide, ou la personne qui gère celui-ci.',
  },
  'relay-unreachable': {
    title: 'Il est injoignable',
    help: 'Vérifiez que vous êtes en ligne, et l’adresse du relais dans les réglages.',
  },
  'relay-refused': {
    title: 'Il a refusé',
    help: 'Il est peut-être plein, ou pas fait pour cette page. Attendez une minute, ou choisissez-en un autre.',
  },
  'relay-broken': {
    title: 'Ce qui répond là n’est pas un relais',
    help: 'Vérifiez l’adresse du relais dans les réglages.',
  },
  'bandwidth-ok': { title: 'Il y a de la place pour les voix et les images', help: '' },
  'bandwidth-low': {
    title: 'Il y a de la place pour les voix, guère pour les images',
    help: 'Suspendez les téléchargements pendant les appels et ne partagez pas d’écran.',
  },
  'bandwidth-none': {
    title: 'Il y a à peine la place d’une voix',
    help: 'Suspendez les téléchargements et les autres appels sur cette ligne, ou prenez un autre réseau.',
  },
  'turn-ok': { title: 'Il vous donne un détour', help: '' },
  'turn-none': { title: 'Aucun n’est réglé', help: '' },
  'turn-refused': {
    title: 'Il a refusé votre mot de passe',
    help: 'Demandez-en un nouveau à qui le gère, et mettez-le dans les réglages.',
  },
  'turn-unreachable': {
    title: 'Il est injoignable',
    help: 'Vérifiez son adresse dans les réglages, ou demandez à qui le gère.',
  },
  'storage-ok': { title: 'Ce que vous gardez reste', help: '' },
  'storage-not-persistent': {
    title: 'Le navigateur peut l’effacer quand la place manque',
    help: 'Installez Humr, ou gardez une sauvegarde de votre clé.',
  },
  'storage-full': { title: 'Il ne reste presque plus de place', help: 'Libérez de la place sur cet appareil.' },
  'storage-lies': {
    title: 'Ce qui a été écrit n’est pas revenu',
    help: 'Faites maintenant une sauvegarde de votre clé, puis redémarrez le navigateur.',
  },
  'storage-none': {
    title: 'Rien ne peut être gardé',
    help: 'Une fenêtre privée ne garde rien. Ouvrez Humr dans une fenêtre ordinaire.',
  },
  'keys-ok': { title: 'Votre clé est entière et signe', help: '' },
  'keys-restored': {
    title: 'Une copie de votre clé était perdue, et a été rétablie',
    help: 'Gardez une sauvegarde, au cas où toutes seraient touchées.',
  },
  'keys-temporary': {
    title: 'Votre clé dure jusqu’à la fermeture de cette page',
    help: 'La prochaine fois, vous serez quelqu’un de nouveau pour les autres. Ouvrez Humr dans une fenêtre ordinaire.',
  },
  'keys-lost': {
    title: 'Votre clé est perdue',
    help: 'Importez une sauvegarde, ou recommencez et comparez de nouveau les images avec chacun.',
  },
  'keys-locked': {
    title: 'Votre clé est verrouillée, et la clé d’accès n’a pas été donnée',
    help: 'Ouvrez « Personnes », « Votre clé et sa sauvegarde », et choisissez « Ouvrir avec votre clé d’accès ». Si celle-ci est perdue, importez-y une sauvegarde.',
  },
  'keys-broken': {
    title: 'Votre clé ne signe pas',
    help: 'Importez-en une sauvegarde, ou essayez un autre navigateur.',
  },
  'config-ok': { title: 'Ils sont sains', help: '' },
  'config-repaired': {
    title: 'Certains étaient abîmés, ou ne sont pas gardés',
    help: 'Parcourez les réglages ; ce qui était abîmé a repris sa valeur d’origine.',
  },
  'config-relay': {
    title: 'L’adresse d’un relais n’est pas utilisable',
    help: 'Les relais commencent par wss://. Corrigez-la dans les réglages.',
  },
  'config-insecure': { title: 'La page est arrivée sans chiffrement', help: 'Ouvrez-la par une adresse https.' },
  'config-no-calls': {
    title: 'Ce navigateur ne peut pas appeler',
    help: 'Ouvrez la page dans un Chrome, Edge, Firefox ou Safari à jour.',
  },
  'memory-ok': { title: 'Il y en a assez', help: '' },
  'memory-unknown': { title: 'Ce navigateur ne le dit pas', help: '' },
  'memory-high': {
    title: 'La page utilise presque tout ce à quoi elle a droit',
    help: 'Rechargez-la avant le prochain appel.',
  },
  'headroom-ok': { title: 'Il est assez rapide', help: '' },
  'headroom-low': {
    title: 'Il est tout juste assez rapide',
    help: 'Fermez les autres programmes pendant les appels, ou branchez l’appareil au secteur.',
  },
  'headroom-none': {
    title: 'Il est trop lent pour la réduction du bruit',
    help: 'Humr prend une méthode plus simple, ou choisissez de ne rien ôter.',
  },
  'loop-ok': { title: 'Votre voix revient vite', help: '' },
  'loop-slow': { title: 'Votre voix revient tard', help: 'Cet appareil est occupé. Fermez d’autres programmes.' },
  'loop-silent': {
    title: 'Rien n’est revenu',
    help: 'Une extension ou une règle bloque peut-être les appels dans ce navigateur. Essayez une fenêtre privée ou un autre navigateur.',
  },
  'echo-none': { title: 'On n’en entend pas', help: '' },
  'echo-heard': {
    title: 'Les autres s’entendent peut-être eux-mêmes',
    help: 'Baissez vos haut-parleurs, ou mettez un casque.',
  },
};

export const frenchDoctor: Sentences['doctor'] = {
  open: 'Diagnostic',
  title: 'Diagnostic',
  intro: 'Essaie pour de vrai chaque partie d’un appel, en moins de 15 secondes. Rien n’est envoyé à personne.',
  speak: 'Dites une phrase pendant l’écoute. Vous entendrez peut-être trois sons brefs.',
  start: 'Commencer l’examen',
  again: 'Examiner de nouveau',
  stop: 'Arrêter',
  back: 'Au début',
  progress: 'Progression de l’examen',
  running: 'Examen…',
  waiting: 'En attente',
  stopped: 'Arrêté. Ce qui a été trouvé jusque-là est ci-dessous.',
  score: '{count} sur 100',
  scoreLabel: 'Préparation de cet appareil',
  allGood: 'Tout ce qu’il faut à un appel marche.',
  someWeak: 'Les appels marchent. Quelque chose pourrait aller mieux.',
  someBad: 'Quelque chose qu’il faut à un appel est en panne.',
  evidence: 'Ce qui a été mesuré',
  copy: 'Copier le résultat',
  copied: 'Copié',
  save: 'Enregistrer le résultat',
  results: 'Résultats',
  verdicts: { good: 'Bon', weak: 'Pourrait aller mieux', bad: 'En panne', skipped: 'Inutile' },
  checks: {
    microphone: 'Micro',
    chain: 'Réduction du bruit',
    context: 'Système de son',
    path: 'Réseau',
    relay: 'Relais',
    bandwidth: 'Débit',
    turn: 'Serveur de détour (TURN)',
    storage: 'Stockage',
    keys: 'Clés',
    configuration: 'Réglages',
    memory: 'Mémoire',
    headroom: 'Vitesse de cet appareil',
    loop: 'Un appel avec vous-même',
    echo: 'Écho',
  },
  causes,
};
