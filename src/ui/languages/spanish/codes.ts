/** Spanish: the two codes. */
import type { Translation } from '../../sentences.ts';

export const spanishCodes: Translation['codes'] = {
  title: 'Llamar con dos códigos.',
  lead: 'Sin relé y sin internet: basta el mismo Wi-Fi. Cada parte muestra un código y la otra lo escanea.',
  make: 'Mostrar un código',
  read: 'Escanear un código',
  readTitle: 'Escanea el código de la otra parte.',
  steps: ['Una parte muestra un código', 'La otra lo escanea y muestra el suyo', 'Escanéalo y habla'],
  stepsHeading: 'Pasos',
  making: {
    microphone: { title: 'Esperando tu micrófono…', help: 'Si tu navegador pregunta, elige «Permitir».' },
    addresses: { title: 'Haciendo tu código…', help: 'Tarda un segundo.' },
  },
  showing: {
    inviter: {
      title: 'Que la otra parte escanee esto.',
      help: 'Luego escanea el código que le salga.',
      turn: 'Le toca a la otra parte',
    },
    guest: {
      title: 'Ahora, que escaneen el tuyo.',
      help: 'Deja esta página abierta. Estaréis conectados en cuanto lo escaneen.',
      turn: 'Le toca a la otra parte',
    },
  },
  listenOnly: 'Sin tu micrófono solo puedes escuchar.',
  connecting: { title: 'Os estáis encontrando…', help: 'Los dos códigos han llegado.' },
  picture: 'Código QR de tu código',
  scanAnswer: 'Escanear el otro código',
  field: 'El otro código, o un enlace',
  fieldHelp: 'O pega lo que te enviaron.',
  use: 'Usarlo',
  copy: 'Copiar código',
  copied: 'Copiado. Envíalo a la otra parte.',
  share: 'Compartir…',
  expires: 'Vale {count} min.',
  drop: 'Empezar de nuevo',
  back: 'Al inicio',
  camera: {
    label: 'Lo que ve la cámara',
    aim: 'Pon el otro código delante de la cámara.',
    asking: 'Tu navegador pregunta por la cámara. Elige «Permitir».',
    stop: 'Cerrar cámara',
    denied: 'La cámara no está permitida. Permítela junto a la dirección, o pega el código.',
    missing: 'No se encontró ninguna cámara. Pega el código.',
    busy: 'La cámara no responde. Cierra otros programas que la usen, o pega el código.',
    failed: 'El lector no se cargó. Pega el código.',
  },
};
