import type { Peer } from './processor.ts';
import { createRnnoise, JITSI_NAMES, type Names, SHIGUREDO_NAMES } from './rnnoise-native.ts';
import { embeddedBytes, packageFile } from './wasm.ts';

/** What Jitsi Meet runs in its worklet. */
const JITSI_SCRIPT = 'dist/rnnoise-sync.js';

export function jitsiPeer(): Peer {
  return rnnoisePeer('@jitsi/rnnoise-wasm', JITSI_SCRIPT, JITSI_NAMES);
}

export function shiguredoPeer(): Peer {
  return rnnoisePeer('@shiguredo/rnnoise-wasm', 'dist/rnnoise.js', SHIGUREDO_NAMES);
}

/** Its module, for a worklet. */
export function jitsiBytes(): Buffer<ArrayBuffer> {
  return embeddedBytes(packageFile('@jitsi/rnnoise-wasm', JITSI_SCRIPT));
}

function rnnoisePeer(packageName: string, script: string, names: Names): Peer {
  const module = new WebAssembly.Module(embeddedBytes(packageFile(packageName, script)));
  return { name: packageName, create: () => createRnnoise(module, names) };
}
