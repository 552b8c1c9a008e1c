/**
 * The whole state of an object as text, private fields and the variables of closures included: what the language hides,
 * V8's inspector shows. Slow (milliseconds), so not for every case.
 */
import { Session } from 'node:inspector';
import { hexFromBytes } from '../src/call/address.ts';

interface RemoteValue {
  readonly type: string;
  readonly value?: unknown;
  readonly objectId?: string;
  readonly description?: string;
}
interface RemoteProperty {
  readonly name: string;
  readonly value?: RemoteValue;
}
interface RemoteProperties {
  readonly result: readonly RemoteProperty[];
  readonly internalProperties?: readonly RemoteProperty[];
  readonly privateProperties?: readonly RemoteProperty[];
}

/** How the inspector hands real references over: it calls this with the object as argument. */
const HAND = '__hostileHand';
const GROUP = 'hostile';

export class HiddenState {
  readonly #session = new Session();
  #seen = new Map<object, number>();
  #lines: string[] = [];
  #handed: unknown;

  /** @param foreign objects whose inside is none of the state: stand-ins, the clock */
  constructor(private readonly isForeign: (object: object) => boolean) {
    this.#session.connect();
    Object.defineProperty(globalThis, HAND, { value: (it: unknown) => this.#take(it), configurable: true });
  }

  /** One line for each value, by its way from the root; equal texts for equal states. */
  describe(root: object): string {
    this.#seen = new Map();
    this.#lines = [];
    this.#visit('', root);
    this.#post('Runtime.releaseObjectGroup', { objectGroup: GROUP });
    return this.#lines.join('\n');
  }

  #take(it: unknown): unknown {
    const previous = this.#handed;
    this.#handed = it;
    return previous;
  }

  #visit(path: string, value: unknown): void {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
      this.#lines.push(`${path} = ${typeof value === 'bigint' ? value : JSON.stringify(value)}`);
      return;
    }
    if (value instanceof Uint8Array) {
      this.#lines.push(`${path} = ${hexFromBytes(value)}`);
      return;
    }
    const known = this.#seen.get(value);
    if (known !== undefined || this.isForeign(value)) return;
    this.#seen.set(value, this.#seen.size);
    this.#visitInside(path, value);
  }

  #visitInside(path: string, value: object): void {
    if (value instanceof Map || value instanceof Set) {
      let at = 0;
      for (const [key, item] of value.entries()) {
        this.#visit(`${path}[${at}].key`, key);
        if (value instanceof Map) this.#visit(`${path}[${at}]`, item);
        at++;
      }
      this.#lines.push(`${path}.size = ${value.size}`);
      return;
    }
    const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
    if (typeof value === 'function' || !plain) this.#visitHidden(path, value);
    if (typeof value === 'function') return;
    for (const [name, { value: item }] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      this.#visit(`${path}.${name}`, item);
    }
  }

  /** Private fields of an instance; variables around a function. */
  #visitHidden(path: string, value: object): void {
    this.#handed = value;
    const { result } = this.#post('Runtime.evaluate', { expression: `${HAND}()`, objectGroup: GROUP }) as {
      result: RemoteValue;
    };
    const inside = this.#propertiesOf(result);
    for (const field of inside.privateProperties ?? []) this.#visitRemote(`${path}.${field.name}`, field);
    const scopes = inside.internalProperties?.find(({ name }) => name === '[[Scopes]]')?.value;
    if (!scopes) return;
    for (const scope of this.#propertiesOf(scopes).result) {
      if (!scope.value || !/^(Closure|Block)/.test(scope.value.description ?? '')) continue;
      const variables = this.#propertiesOf(scope.value).result;
      // Vitest runs a module inside a function, whose variables are no state of anybody's.
      if (variables.some(({ name }) => name.startsWith('__vi'))) continue;
      for (const variable of variables) this.#visitRemote(`${path}~${variable.name}`, variable);
    }
  }

  #visitRemote(path: string, { value }: RemoteProperty): void {
    if (!value) return;
    if (value.objectId === undefined) return this.#visit(path, value.value);
    this.#post('Runtime.callFunctionOn', {
      objectId: value.objectId,
      functionDeclaration: `function () { ${HAND}(this); }`,
    });
    this.#visit(path, this.#handed);
  }

  #propertiesOf({ objectId }: RemoteValue): RemoteProperties {
    return this.#post('Runtime.getProperties', { objectId, ownProperties: true }) as unknown as RemoteProperties;
  }

  /** In one's own thread the answer is there before `post` returns. */
  #post(method: string, parameters: object): object {
    let answer: object | undefined;
    this.#session.post(method, parameters, (error, result) => {
      if (error) throw error;
      answer = result;
    });
    if (!answer) throw new TypeError(`${method} did not answer at once`);
    return answer;
  }
}
