/** French: what can go wrong. */
import type { Sentences } from '../../sentences.ts';

export const frenchTroubles: Sentences['troubles'] = {
  MIC_MISSING: {
    title: 'Aucun micro trouvé',
    help: 'Branchez-en un ou allumez-le, puis réessayez. Vous pouvez aussi entrer et seulement écouter.',
    short: 'Pas de micro',
  },
  MIC_DENIED: {
    title: 'Le micro n’est pas autorisé',
    help: 'Autorisez-le pour cette page dans les réglages du navigateur, à côté de l’adresse, puis réessayez. Vous pouvez aussi seulement écouter.',
    short: 'Micro non autorisé',
  },
  MIC_BUSY: {
    title: 'Le micro ne répond pas',
    help: 'Fermez les programmes qui l’utilisent, ou débranchez-le et rebranchez-le. Vous pouvez aussi seulement écouter.',
    short: 'Micro occupé',
  },
  MIC_UNSUPPORTED: {
    title: 'Cette page ne peut atteindre aucun micro',
    help: 'Ouvrez-la avec une adresse https dans un navigateur à jour. Vous pouvez aussi seulement écouter.',
    short: 'Pas de micro ici',
  },
  RELAY_UNREACHABLE: {
    title: 'Le relais est hors d’atteinte',
    help: 'On se trouve par un relais. Vérifiez que vous êtes en ligne, puis réessayez.',
    short: 'Relais hors d’atteinte',
  },
  RELAY_REFUSED: {
    title: 'Le relais a refusé',
    help: 'Il est peut-être plein, ou pas destiné à cette page. Attendez une minute et réessayez.',
    short: 'Relais : refus',
  },
  RELAY_BROKEN: {
    title: 'Le relais ne parle pas notre langue',
    help: 'Ce qui répond à son adresse n’est pas un relais. Demandez au responsable de cette page de vérifier l’adresse.',
    short: 'Relais en panne',
  },
  RELAY_LOST: {
    title: 'La connexion au relais s’est rompue',
    help: 'Vérifiez que vous êtes en ligne, puis réessayez.',
    short: 'Relais perdu',
  },
  LINK_INCOMPLETE: {
    title: 'Ce lien est incomplet',
    help: 'Une partie manque, souvent la fin. Redemandez le lien et ouvrez-le en entier.',
    short: 'Lien incomplet',
  },
  LINK_NEWER: {
    title: 'Ce lien vient d’un Humr plus récent',
    help: 'Rechargez cette page pour la dernière version, puis rouvrez le lien.',
    short: 'Lien trop récent',
  },
  LINK_ELSEWHERE: {
    title: 'Ce lien mène à un autre site',
    help: 'Seuls les liens de cette page marchent ici. Ouvrez-le dans votre navigateur si vous faites confiance à l’expéditeur.',
    short: 'Autre site',
  },
  LINK_UNKNOWN: {
    title: 'Ce n’est pas un lien de Humr',
    help: 'Copiez tout le message reçu, ou scannez de nouveau le code.',
    short: 'Pas un lien',
  },
  LINK_EXPIRED: {
    title: 'Cette invitation a expiré',
    help: 'Elle ne valait qu’un temps. Demandez-en une nouvelle.',
    short: 'Expirée',
  },
  LINK_USED: {
    title: 'Cette invitation a déjà servi',
    help: 'Elle était pour une personne, et quelqu’un est entré avec. Demandez-en une nouvelle ; si ce n’était pas vous, dites-le.',
    short: 'Déjà utilisée',
  },
  CODE_INCOMPLETE: {
    title: 'Ce code est incomplet',
    help: 'Une partie manque. Scannez-le de nouveau, ou copiez-le en entier.',
    short: 'Code incomplet',
  },
  CODE_OTHER: {
    title: 'Ce code répond à un autre',
    help: 'Il va avec un code qui n’est pas, ou plus, montré ici. Faites scanner à l’autre le code que vous voyez.',
    short: 'Autre code',
  },
  CODE_OWN: {
    title: 'C’est votre propre code',
    help: 'L’autre le scanne. Puis vous scannez celui qu’il reçoit.',
    short: 'Votre code',
  },
  CODE_BOTH: {
    title: 'Vous avez tous deux fait un code',
    help: 'L’un de vous recommence et scanne le code de l’autre.',
    short: 'Deux premiers codes',
  },
  CODE_EXPIRED: {
    title: 'Ce code est trop vieux',
    help: 'Un code attend sa réponse dix minutes. Faites-en un nouveau.',
    short: 'Code trop vieux',
  },
  CODE_USED: {
    title: 'Ce code a déjà reçu une réponse',
    help: 'Un code est pour une personne. Faites-en un nouveau pour la suivante.',
    short: 'Code utilisé',
  },
  CODE_NO_ADDRESS: {
    title: 'Cet appareil n’est sur aucun réseau',
    help: 'Internet n’est pas nécessaire, mais les deux appareils doivent être sur le même Wi-Fi ou câble. Connectez-le, puis réessayez.',
    short: 'Pas de réseau',
  },
  CODE_UNREACHABLE: {
    title: 'Les deux appareils ne s’atteignent pas',
    help: 'Tous deux doivent être sur le même Wi-Fi, qui doit laisser ses invités se parler. Le partage de connexion d’un téléphone aide souvent. Faites ensuite un nouveau code.',
    short: 'Pas de passage',
  },
  PEER_SILENT: {
    title: '{name} n’a pas fini d’entrer',
    help: 'Demandez de rouvrir le lien.',
    short: 'Entrée inachevée',
  },
  PEER_UNREACHABLE: {
    title: '{name} est hors d’atteinte',
    help: 'Vos deux réseaux ne se laissent pas passer. Un autre réseau, comme les données mobiles, aide souvent.',
    short: 'Pas de passage',
  },
  PEER_NO_TURN: {
    title: 'Aucun chemin vers {name}',
    help: 'Un réseau entre vous bloque les appels directs (UDP), et aucun serveur TURN n’est réglé pour le contourner. Indiquez-en un dans les réglages, ou changez de réseau.',
    short: 'Pas de passage',
  },
  PEER_TURN_FAILED: {
    title: 'Aucun chemin vers {name}',
    help: 'Vos réseaux ne se laissent pas passer, et le serveur TURN n’a pas aidé : il a refusé, ou est hors d’atteinte. Vérifiez son adresse et son mot de passe dans les réglages.',
    short: 'Pas de passage',
  },
  TURN_MISSING: {
    title: 'Rien pour cacher votre adresse',
    help: 'Cet appel doit cacher les adresses, ce qui demande un serveur TURN. Indiquez-en un dans les réglages, ou laissez voir votre adresse.',
    short: 'Pas de serveur TURN',
  },
  PEER_LOST: {
    title: '{name} a disparu sans un mot',
    help: 'Son réseau ou son appareil a peut-être lâché. Le même lien permet de revenir.',
    short: 'Connexion perdue',
  },
  PEER_LEFT: {
    title: '{name} a quitté l’appel',
    help: 'Le même lien permet de revenir.',
    short: 'Parti',
  },
  PEER_REMOVED: {
    title: 'Vous avez retiré {name} de l’appel',
    help: 'L’appel a un nouveau lien. L’ancien ne mène plus à personne.',
    short: 'Retiré',
  },
  PEER_REMOVED_BY: {
    title: '{by} a retiré {name} de l’appel',
    help: 'L’appel a un nouveau lien, celui que vous voyez ici. L’ancien ne mène plus à personne.',
    short: 'Retiré',
  },
  PEER_GAVE_UP: {
    title: '{name} a renoncé avant la connexion',
    help: 'L’appel ou la page a été fermé là-bas. Demandez d’ouvrir de nouveau le lien.',
    short: 'A renoncé',
  },
  MIC_CHANGED: {
    title: 'Votre micro a disparu, et l’on vous entend de nouveau',
    help: 'Lui, ou un autre, a été ouvert à sa place. Choisissez-en un autre dans les réglages si ce n’est pas le bon.',
    short: 'Micro changé',
  },
  MIC_PAUSED: {
    title: 'Votre appareil a suspendu le micro',
    help: 'Un autre appel ou programme le tient. On vous entendra de nouveau après ; les autres le savent.',
    short: 'Micro suspendu',
  },
  MIC_SILENT: {
    title: 'Votre micro ne donne que du silence',
    help: 'Vérifiez son bouton et le son du système, ou choisissez-en un autre dans les réglages.',
    short: 'Micro silencieux',
  },
  SPEAKER_CHANGED: {
    title: 'Le haut-parleur choisi n’est pas là',
    help: 'Vous entendez les autres sur celui par défaut.',
    short: 'Haut-parleur changé',
  },
  PEER_MOVED: {
    title: '{name} vous voit dans une autre fenêtre',
    help: 'Vous êtes entré de nouveau, dans un autre onglet ou appareil. Celui-ci n’est plus dans l’appel.',
    short: 'Passé dans une autre fenêtre',
  },
  PEER_NO_SOUND: {
    title: 'Pas de son de {name}',
    help: 'La connexion est bonne, mais son micro ne donne rien. Il faut peut-être le vérifier.',
    short: 'Pas de son',
  },
  PEER_FORGED: {
    title: '{name} n’a pas pu prouver son identité',
    help: 'La porte est donc restée fermée. Si cela se répète, commencez un nouvel appel et envoyez le lien par une autre voie.',
    short: 'Exclu : non prouvé',
  },
  PEER_TRIED_OFTEN: {
    title: '{name} a échoué cinq fois à se connecter',
    help: 'Quelqu’un tente peut-être sa chance entre vous, donc plus rien ne répond. Pour une autre chance, quittez et revenez.',
    short: 'Trop d’échecs',
  },
  VOICE_UNPROCESSED: {
    title: 'Votre voix est envoyée telle quelle',
    help: 'La réduction du bruit n’a pas démarré dans ce navigateur. Les autres entendent votre micro comme il est.',
    short: 'Envoyé tel quel',
  },
  SOUND_BLOCKED: {
    title: 'Votre navigateur retient le son',
    help: 'Un geste, et vous entendez les autres.',
    short: 'Son coupé',
  },
  APP_INCOMPLETE: {
    title: 'Une partie de Humr n’a pas été chargée',
    help: 'Vérifiez que vous êtes en ligne, puis rechargez cette page.',
    short: 'Non chargé',
  },
  CALLS_UNSUPPORTED: {
    title: 'Ce navigateur ne peut pas appeler',
    help: 'Ouvrez la page dans un Chrome, Edge, Firefox ou Safari à jour.',
    short: 'Appels impossibles',
  },
};
