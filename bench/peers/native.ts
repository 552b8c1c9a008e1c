/** WebAssembly modules without their scripts, in Node and in worklets. */

/** What an instance offers, looked up by name and checked, so that another package version fails loudly. */
export interface Native {
  readonly memory: WebAssembly.Memory;
  call(name: string): (...numbers: number[]) => number;
}

/** Starts a module. Its wishes for more memory are met; anything else it asks of its host is refused. */
export function instantiate(module: WebAssembly.Module, memoryName: string, resizeName: string): Native {
  let memory: WebAssembly.Memory | undefined;
  const imports: WebAssembly.Imports = {};
  for (const { module: room, name } of WebAssembly.Module.imports(module)) {
    const wish = name === resizeName ? (bytes: number) => grow(memory!, bytes) : copyOrRefuse(name, () => memory!);
    imports[room] = { ...imports[room], [name]: wish };
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  const found = exports[memoryName];
  if (!(found instanceof WebAssembly.Memory)) throw new TypeError(`no memory called ${memoryName}`);
  memory = found;
  return {
    memory: found,
    call(name) {
      const native = exports[name];
      if (typeof native !== 'function') throw new TypeError(`no function called ${name}`);
      // Numbers in, number out is all that these C interfaces use.
      return native as (...numbers: number[]) => number;
    },
  };
}

/** Emscripten's "resize heap": 1 when the memory now has at least `bytes`. */
function grow(memory: WebAssembly.Memory, bytes: number): number {
  memory.grow(Math.max(0, Math.ceil((bytes - memory.buffer.byteLength) / 65536)));
  return 1;
}

/** Emscripten's "copy a large block" carries the short name b in these builds; other calls mean trouble. */
function copyOrRefuse(name: string, memory: () => WebAssembly.Memory): (...numbers: number[]) => number {
  return (to, from, bytes, ...rest) => {
    if (name !== 'b' || rest.length > 0 || to === undefined || from === undefined || bytes === undefined) {
      throw new Error(`the module called ${name}, which the bench does not offer`);
    }
    new Uint8Array(memory().buffer).copyWithin(to, from, from + bytes);
    return to;
  };
}
