/** Whether one's own key still signs: the doctor has it sign something, and looks whether that holds. */
import type { KeptIdentity } from '../call/keeping.ts';
import { verifySignature } from '../trust/identity.ts';

export interface KeysFound {
  readonly state: KeptIdentity['state'];
  /** `locked`: it is behind a passkey, and that was not given. */
  readonly signs: boolean | 'locked';
}

/** @param message random bytes, to be signed */
export async function probeKeys({ identity, state }: KeptIdentity, message: Uint8Array): Promise<KeysFound> {
  try {
    const signature = await identity.sign(message);
    return { state, signs: verifySignature(identity.publicKey, message, signature) };
  } catch {
    return { state, signs: state === 'locked' ? 'locked' : false };
  }
}
